"""What a database may say of itself, each with its meaning and the values that it takes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from inventory.errors import InventoryError
from inventory.model import Setting, Text
from inventory.safe_text import quoted
from inventory.setting_keys import SettingKey
from inventory.settings import reach
from inventory.settings.anchors import anchor_addresses
from inventory.settings.kev import kev_file
from inventory.settings.letterhead import load_letterhead
from inventory.settings.routing import route_files, vrp_file
from inventory.settings.vantage import vantage_name
from inventory.targets.plan import SUFFIX, load_plan
from inventory.wording.language import LANGUAGES

LONGEST_NAME = 300  # characters, as of an organization's
LONGEST_RETENTION = 1200  # months
SEPARATOR = ";"  # between plans


class Kind(NamedTuple):
    """``read``: the value to be kept; raises InventoryError with what is wrong."""

    meaning: Text
    read: Callable[[str], str]


def checked(setting: Setting) -> Setting:
    """The setting as it is kept; files by their whole path, so that it holds in every folder.

    Raises:
        InventoryError: it is no value of this key, or the file that it names can't be read or is wrong.

    """
    return Setting(key=setting.key, value=KINDS[setting.key].read(setting.value))


def plans_in(value: str) -> tuple[str, ...]:
    """The plans that a value names, the one of the reports first."""
    return tuple(name.strip() for name in value.split(SEPARATOR) if name.strip())


def _plans(value: str) -> str:
    names = [_whole_path(name) if name.endswith(SUFFIX) else name for name in plans_in(value)]
    if len(set(names)) < len(names) or not names:
        raise InventoryError(
            "{value} names no plan, or one twice: write NAME, or NAME; NAME", value=quoted(value)
        )
    for name in names:
        load_plan(name)
    return f"{SEPARATOR} ".join(names)


def _letterhead(value: str) -> str:
    load_letterhead(Path(value))
    return _whole_path(value)


def _whole_path(value: str) -> str:
    return str(Path(value).absolute())


def _months(value: str) -> str:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:5]) <= LONGEST_RETENTION:
        raise InventoryError(
            "{value} is no retention: write a whole number of months, 1 to {most}",
            value=quoted(value),
            most=LONGEST_RETENTION,
        )
    return str(int(value))


def _language(value: str) -> str:
    if value.strip().casefold() not in LANGUAGES:
        raise InventoryError("{value} is no language of this program: write vi or en", value=quoted(value))
    return value.strip().casefold()


def _name(value: str) -> str:
    if not value or len(value) > LONGEST_NAME or not value.isprintable():
        raise InventoryError(
            "{value} is no name: write at most {most} characters on one line",
            value=quoted(value),
            most=LONGEST_NAME,
        )
    return value


KINDS: Mapping[SettingKey, Kind] = {
    SettingKey.LANGUAGE: Kind(
        Text(
            vi="Ngôn ngữ của màn hình, thông báo lỗi và báo cáo: vi (mặc định) hoặc en; --lang và biến môi "
            "trường CAPDO_LANG được ưu tiên.",
            en="The language of screens, errors and reports: vi (the default) or en; --lang and the variable "
            "CAPDO_LANG go before it.",
        ),
        _language,
    ),
    SettingKey.PLAN: Kind(
        Text(
            vi="Kế hoạch chỉ tiêu: brvt-2023, ct09-2024 hoặc tệp TOML của đơn vị; nhiều kế hoạch cách nhau "
            "bằng dấu chấm phẩy, kế hoạch đầu tiên là của các báo cáo.",
            en="The plan of targets: brvt-2023, ct09-2024, or a TOML file of your own; several are separated "
            "by semicolons, and the first is that of the reports.",
        ),
        _plans,
    ),
    SettingKey.LETTERHEAD: Kind(
        Text(
            vi="Tệp TOML ghi thể thức văn bản (capdo report letterhead in ra tệp mẫu).",
            en="A TOML file with the letterhead of documents (capdo report letterhead prints a template).",
        ),
        _letterhead,
    ),
    SettingKey.PARENT: Kind(
        Text(
            vi="Cơ quan, tổ chức chủ quản trực tiếp của cơ quan ban hành văn bản.",
            en="The body above the one that issues documents.",
        ),
        _name,
    ),
    SettingKey.ISSUER: Kind(
        Text(vi="Cơ quan ban hành văn bản.", en="The body that issues documents."),
        _name,
    ),
    SettingKey.ADDRESSEE: Kind(
        Text(
            vi="Nơi nhận báo cáo (“Kính gửi”); không nêu thì là cơ quan ban hành kế hoạch.",
            en="To whom reports go; without it, to the body that decided the plan.",
        ),
        _name,
    ),
    SettingKey.RETENTION: Kind(
        Text(
            vi="Thời hạn lưu đủ dữ liệu rà quét, tính bằng tháng; cũ hơn thì capdo scan thin giữ lần xem "
            "cuối của mỗi tháng và mọi kết quả. Không đặt thì giữ mãi.",
            en="For how many months everything a scan saw is kept; of what is older capdo scan thin keeps "
            "the last look of each month, and every verdict. Without it, for ever.",
        ),
        _months,
    ),
    SettingKey.SCAN_VANTAGE: Kind(
        Text(
            vi="Vị trí nhìn chính: mọi số liệu, báo cáo và cảnh báo chỉ tính theo những gì thấy từ đó "
            "(mặc định internet).",
            en="The main vantage: every figure, report and alarm tells what is seen from there "
            "(internet by default).",
        ),
        vantage_name,
    ),
    SettingKey.MAIL_URL: Kind(
        Text(
            vi="Máy chủ gửi thư: smtp://HOST:PORT hoặc smtps://HOST:PORT. Tài khoản và mật khẩu đặt ở biến "
            "môi trường CAPDO_MAIL_USER và CAPDO_MAIL_PASSWORD (hoặc CAPDO_MAIL_PASSWORD_FILE).",
            en="The mail server: smtp://HOST:PORT or smtps://HOST:PORT. User and password are in the "
            "environment: CAPDO_MAIL_USER and CAPDO_MAIL_PASSWORD (or CAPDO_MAIL_PASSWORD_FILE).",
        ),
        reach.mail_server,
    ),
    SettingKey.MAIL_FROM: Kind(
        Text(vi="Địa chỉ gửi thư của capdo.", en="The address that messages come from."),
        reach.mail_address,
    ),
    SettingKey.MAIL_OPERATOR: Kind(
        Text(
            vi="Địa chỉ của đơn vị vận hành capdo: nhận tin về máy quét và thư của nơi chưa có đầu mối.",
            en="Who runs capdo: told of the scanner itself, and of what has no contact.",
        ),
        reach.mail_address,
    ),
    SettingKey.MAIL_DIGEST: Kind(
        Text(
            vi="Chu kỳ bản tin: daily (hằng ngày), weekly (hằng tuần, mặc định), monthly (hằng tháng).",
            en="How often a digest is sent: daily, weekly (the default) or monthly.",
        ),
        reach.interval,
    ),
    SettingKey.WEBHOOK_URL: Kind(
        Text(
            vi="Địa chỉ nhận tin dạng JSON có chữ ký: https://HOST/PATH (http:// chỉ tới chính máy này).",
            en="Where signed JSON goes: https://HOST/PATH (http:// to this machine only).",
        ),
        reach.webhook,
    ),
    SettingKey.WEBHOOK_SECRET_FILE: Kind(
        Text(
            vi="Tệp chứa khóa bí mật để ký (HMAC-SHA256) tin gửi tới webhook.",
            en="The file with the secret that signs (HMAC-SHA256) what goes to the webhook.",
        ),
        reach.secret_file,
    ),
    SettingKey.ALARM_CONFIRMATION: Kind(
        Text(
            vi="Sau bao nhiêu phút thì lần quét thứ hai xác nhận một cảnh báo (mặc định 10).",
            en="After how many minutes a second look confirms an alarm (10 by default).",
        ),
        reach.minutes,
    ),
    SettingKey.KEV_FILE: Kind(
        Text(
            vi="Tệp danh mục lỗ hổng đang bị khai thác (KEV) của CISA, JSON hoặc CSV đã tải về.",
            en="CISA's catalogue of known exploited vulnerabilities (KEV), as downloaded: JSON or CSV.",
        ),
        kev_file,
    ),
    SettingKey.IPV6_ANCHORS: Kind(
        Text(
            vi="Các địa chỉ IPv6 đối chứng, cách nhau bằng dấu chấm phẩy: khi không kết nối IPv6 nào thành "
            "công, máy quét hỏi cổng 53 ở đó để biết IPv6 của chính nó có hoạt động không (mặc định là máy "
            "chủ gốc DNS K và M).",
            en="IPv6 addresses to prove the scanner's own IPv6 by, separated by semicolons: asked at port 53 "
            "when no IPv6 connection succeeded (by default the DNS root servers K and M).",
        ),
        anchor_addresses,
    ),
    SettingKey.RPKI_VRPS: Kind(
        Text(
            vi="Tệp VRP (RPKI) do rpki-client hoặc Routinator xuất ra, JSON hoặc CSV, có thể nén gzip: mạng "
            "nào được phép công bố dải địa chỉ nào.",
            en="VRPs (RPKI) as rpki-client or Routinator export them, JSON or CSV, gzip or not: which "
            "network may announce which addresses.",
        ),
        vrp_file,
    ),
    SettingKey.RPKI_ROUTES: Kind(
        Text(
            vi="Bảng dải địa chỉ và mạng (AS) công bố: riswhoisdump của RIPE hoặc pfx2as của CAIDA, có thể "
            "nén gzip; nhiều tệp (IPv4, IPv6) cách nhau bằng dấu chấm phẩy.",
            en="Which network (AS) announces which prefix: RIPE's riswhoisdump or CAIDA's pfx2as, gzip or "
            "not; several files (IPv4, IPv6) are separated by semicolons.",
        ),
        route_files,
    ),
}
