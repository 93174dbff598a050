"""``capdo doctor``: what this machine can and cannot assess, and why."""

import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text as Plain

from checks.model import Language, Text
from inventory import clock, dates
from inventory.cli.options import DatabaseOption, LanguageOption
from scanner.planning.known_host import settings_of
from scanner.probes import equipment
from scanner.probes.own_addresses import source_towards
from scanner.probes.picture.tools import chromium_path, lacking
from scanner.settings import IPV6_ANCHORS, set_in_database
from scanner.severities import NOT_ALL_TESTED
from scanner.version import SCANNER

GOOD = "✓"
MISSING = "✗"
LEFT_OUT = "–"


MEASURES = {  # of the cage (scanner.probes.workers.cage)
    "no_new_privileges": Text(vi="cấm thêm đặc quyền", en="no new privileges"),
    "unprivileged": Text(vi="người dùng không đặc quyền", en="an unprivileged user"),
    "limits": Text(vi="giới hạn tài nguyên", en="limited resources"),
    "no_writing": Text(vi="cấm ghi tệp (Landlock)", en="no writing (Landlock)"),
    "no_programs": Text(vi="cấm chạy chương trình (Landlock)", en="no programs (Landlock)"),
}


@dataclass(frozen=True)
class Finding:
    """One ability of this machine; ``detail`` says what it rests on, or what is missing and what to do."""

    name: Text
    able: bool
    detail: Text
    optional: bool = False  # whether everything else can be assessed without it


def doctor(database: DatabaseOption = None, lang: LanguageOption = "vi") -> None:
    """Tell what this machine can and cannot assess, and why. Sends nothing to anybody.

    Exit status: 0 everything can be assessed, but for pictures of pages; 3 something cannot.
    """
    anchors = set_in_database(settings_of(database))["ipv6_anchors"]
    findings = tuple(examine(clock.now(), anchors))
    Console().print(_table(findings, lang))
    if not all(finding.able or finding.optional for finding in findings):
        raise typer.Exit(NOT_ALL_TESTED)


def examine(now: datetime, ipv6_anchors: Sequence[str] = IPV6_ANCHORS) -> Iterable[Finding]:
    """What there is, one ability after the other."""
    yield Finding(
        Text(vi="Chương trình", en="Program"),
        able=True,
        detail=_same(f"{SCANNER}, Python {platform.python_version()}"),
    )
    yield Finding(
        Text(vi="TLS và chứng thư số", en="TLS and certificates"),
        able=True,
        detail=_same(equipment.tls_scanner()),
    )
    yield _time(now)
    yield _cage()
    yield _names()
    yield _ports()
    yield _ipv6(ipv6_anchors)
    yield _pictures()


def _time(now: datetime) -> Finding:
    key, offset = clock.zone().key, clock.local(now).strftime("%z")
    zone = f"({key}, UTC{offset[:3]}:{offset[3:]})"
    time_and_zone = Text(
        vi=f"{dates.moment(now, 'vi')} {dates.zone_name('vi')} {zone}",
        en=f"{dates.moment(now, 'en')} {dates.zone_name('en')} {zone}",
    )
    return Finding(Text(vi="Bây giờ", en="Time now"), able=True, detail=time_and_zone)


def _cage() -> Finding:
    """The cage is tried in a process of its own. Landlock is a plus: many kernels have none."""
    holds = equipment.cage()
    missing = [MEASURES[name] for name, does in holds.items() if not does]
    essential = holds.get("no_new_privileges", False) and holds.get("limits", False)
    whole = Text(
        vi="không thêm đặc quyền, không phải root, giới hạn tài nguyên, không ghi tệp, không chạy chương"
        " trình",
        en="no new privileges, not root, limited resources, no file written, no program run",
    )
    partial = Text(
        vi="thiếu: " + ", ".join(one.vi for one in missing or MEASURES.values()),
        en="missing: " + ", ".join(one.en for one in missing or MEASURES.values()),
    )
    name = Text(vi="Cách ly (OpenSSL cũ)", en="Cage (old OpenSSL)")
    return Finding(name, able=essential, detail=whole if holds and not missing else partial)


def _names() -> Finding:
    servers = equipment.system_resolvers()
    without = Text(
        vi="hệ thống không có máy chủ phân giải tên miền; dùng --resolver IP",
        en="the system has no resolver; name one with --resolver IP",
    )
    detail = _same(", ".join(servers)) if servers else without
    return Finding(Text(vi="Tên miền (DNS)", en="Domain names (DNS)"), able=bool(servers), detail=detail)


def _ports() -> Finding:
    path = equipment.nmap_path()
    without = Text(
        vi="chưa có nmap: không kiểm tra được cổng mở; cài đặt: apt-get install nmap",
        en="nmap is missing: open ports cannot be tested; install it: apt-get install nmap",
    )
    detail = _same(path) if path else without
    return Finding(Text(vi="Cổng dịch vụ", en="Open ports"), able=path is not None, detail=detail)


def _ipv6(known: Sequence[str]) -> Finding:
    """The route, and the address that packets leave from; whether they arrive, only a scan can tell."""
    source, anchors = source_towards(known[0]), ", ".join(known)
    with_route = Text(
        vi=f"có đường đi IPv6, địa chỉ nguồn {source}; mỗi lượt quét tự chứng minh trước khi kết luận, khi"
        f" cần thì hỏi điểm đối chứng {anchors} (đổi: capdo settings set ipv6.anchors)",
        en=f"there is an IPv6 route, source address {source}; each scan proves it before it concludes, where"
        f" need be by {anchors} (others: capdo settings set ipv6.anchors)",
    )
    without_route = Text(
        vi="không có đường đi IPv6: các phép kiểm tra IPv6 sẽ là “chưa kiểm tra được”",
        en="there is no IPv6 route: IPv6 checks will be “not tested”",
    )
    return Finding(
        Text(vi="IPv6", en="IPv6"), able=source is not None, detail=with_route if source else without_route
    )


def _pictures() -> Finding:
    """An extra: what it lacks is told, and is no reason to call the machine unfit."""
    lack, path = lacking(), chromium_path()
    missing = Text(vi="; ".join(one.vi for one in lack), en="; ".join(one.en for one in lack))
    name = Text(vi="Ảnh trang web", en="Pictures of pages")
    return Finding(name, able=not lack, detail=missing if lack else _same(str(path)), optional=True)


def _same(text: str) -> Text:
    return Text(vi=text, en=text)


def _lacking(finding: Finding) -> Plain:
    return Plain(LEFT_OUT, style="yellow") if finding.optional else Plain(MISSING, style="red")


def _table(findings: Iterable[Finding], lang: Language) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    for finding in findings:
        sign = Plain(GOOD, style="green") if finding.able else _lacking(finding)
        table.add_row(sign, Plain(finding.name.to(lang), no_wrap=True), Plain(finding.detail.to(lang)))
    return table
