"""Honest names and words that bear the marks of the trades."""

from collections.abc import Mapping
from random import Random

from benchmarks.content import prose
from benchmarks.content.base import Base
from benchmarks.content.clean.speaking import Made
from benchmarks.content.site import Site


def _numbers(chance: Random, name: str) -> Site:
    """Co-operatives, bus lines, clubs and shops with 68, 79, 88."""
    base = Base(chance, name)
    firms = (
        ("HTX Nông nghiệp 68", "htx68"),
        ("Nhà xe Hải Vân 79", "xe79"),
        ("CLB Bóng đá 88", "clb88.club"),
        ("Công ty Xây dựng 689", "xd689"),
        ("Cà phê 99", "caphe99.shop"),
        ("Vận tải Phát Đạt 6868", "phatdat6868.top"),
        ("Gạo sạch 79", "gao79.xyz"),
        ("Yến sào 888", "yensao888"),
    )
    chosen = chance.sample(firms, 4)
    base.put(
        "/",
        f'<div class="links"><h3>Doanh nghiệp địa phương</h3>'
        f"{''.join(f'<a href=https://{host}.test/>{title}</a> ' for title, host in chosen)}</div>",
        chance.choice(("side", "foot", "main")),
    )
    return base.site()


def _slots(chance: Random, name: str) -> Site:
    """Time slots, code of gifts, winners, bets."""
    base = Base(chance, name)
    title = chance.choice(
        (
            "Đặt slot giờ khám bệnh trực tuyến",
            "Bốc thăm trúng thưởng, tặng quà người cao tuổi",
            "Kèo bánh dừa đạt OCOP 4 sao",
            "Trao giải cuộc thi tìm hiểu pháp luật",
            "Nuôi cá, bán cá giống tại Phú Mỹ",
            "Xã Đá Gà ra quân làm đường",
            "Hội thi tài chỉ huy đội",
        )
    )
    path = f"/tin/{prose.slug(title)}.html"
    base.pages[path] = base.page(
        title, f"<h1>{title}</h1>{prose.article(chance)}<p>Đăng ký nhận quà, uy tín, số 1 khu vực.</p>"
    )
    host = f"{chance.choice(('datlich', 'ocopviet', 'cagiong'))}{chance.randint(1, 99)}.test"
    base.put(
        "/",
        f'<a href="{path}">{title}</a><a href="https://{host}/ban-ca-giong">Bán cá giống, đăng ký ngay</a>',
        "main",
    )
    return base.site()


def _bank(chance: Random, name: str) -> Site:
    base, bank = Base(chance, name), chance.choice(("chinhsach", "nongnghiep", "phattrien"))
    base.put(
        "/",
        f'<div class="links"><a href="https://www.nganhang{bank}.test/vay-von">Vay vốn chính sách</a>'
        f'<a href="https://quytindung{chance.randint(1, 9)}.test/">'
        "Vay tiền không thế chấp cho hộ nghèo</a></div>",
        "side",
    )
    return base.site()


def _pharmacy(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    title = chance.choice(
        ("Danh sách nhà thuốc trực đêm", "Đấu thầu thuốc generic 2026", "Sử dụng thuốc an toàn cho nam giới")
    )
    base.pages["/thuoc.html"] = base.page(
        title,
        f"<h1>{title}</h1><table><tr><td>Sildenafil 50 mg</td><td>Tadalafil 20 mg</td><td>Tramadol"
        f"</td></tr></table>{prose.article(chance, 3)}",
    )
    base.put(
        "/",
        f'<a href="/thuoc.html">{title}</a><a href="https://nhathuoc{chance.randint(1, 9)}.test/">'
        f"Hệ thống nhà thuốc</a>",
        "main",
    )
    return base.site()


def _partners(chance: Random, name: str) -> Site:
    """Links to newspapers, unions and firms, some in a list to choose from."""
    base = Base(chance, name)
    options = "".join(
        f'<option value="https://{prose.press(chance)}/">{prose.body(chance)}</option>' for _ in range(6)
    )
    base.put(
        "/",
        f'<select onchange="if(this.value)window.open(this.value)"><option>Liên kết website'
        f'</option>{options}</select><a href="https://{prose.press(chance)}/">Báo địa phương</a><a '
        f'href="https://www.facebook.com/xa">Facebook</a>',
        "side",
    )
    return base.site()


def _english(chance: Random, name: str) -> Site:
    """Pages in English, Khmer, Chinese and Japanese, from the menu."""
    base = Base(chance, name)
    title, text = chance.choice(
        (
            ("Welcome to Ba Ria", "Win-win cooperation, best practices and a bet on green growth."),
            ("សូមស្វាគមន៍", "គេហទំព័រ"),
            ("投资指南 – 工业园区", "欢迎投资者。注册企业手续。"),
            ("観光案内 ホーチャム", "海岸とグルメ。公式サイト。"),
            ("투자 안내", "산업단지 안내"),
            ("Добро пожаловать", "Информация для туристов"),
        )
    )
    base.pages["/en/"] = base.page(title, f"<h1>{title}</h1><p>{text}</p>")
    base.put(
        "/",
        f'<a href="/en/">EN</a><a href="https://invest{chance.randint(1, 9)}.test/">Investment portal</a>',
        "top",
    )
    return base.site()


def _sports(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    title = chance.choice(
        (
            "Trực tiếp bóng đá U15 toàn tỉnh",
            "Giải cờ tướng, cờ vua mở rộng",
            "Hội đua ghe ngo, đá gà nghệ thuật dân gian",
            "Lịch thi đấu bóng chuyền hơi",
        )
    )
    base.pages["/the-thao.html"] = base.page(title, f"<h1>{title}</h1>{prose.article(chance)}")
    base.put(
        "/",
        f'<a href="/the-thao.html">{title}</a><a href="https://bongda{chance.randint(1, 9)}.test/">'
        f"Liên đoàn bóng đá</a>",
        "main",
    )
    return base.site()


def _spaced(chance: Random, name: str) -> Site:
    """Letters set apart in a heading; text in decomposed form; words from an office program."""
    base = Base(chance, name)
    import unicodedata  # noqa: PLC0415

    base.put(
        "/",
        f"<h2>C Ộ N G  H Ò A  X Ã  H Ộ I</h2><p>{unicodedata.normalize('NFD', prose.SENTENCES[1])}"
        f"</p><p class=MsoNormal>{prose.SENTENCES[2]}\u200b\u00ad<o:p></o:p></p>",
        "main",
    )
    return base.site()


KINDS: Mapping[str, Made] = {
    "honest numbers": _numbers,
    "slots and prizes": _slots,
    "banks": _bank,
    "medicines listed": _pharmacy,
    "partners": _partners,
    "foreign languages": _english,
    "sports": _sports,
    "odd writing": _spaced,
}
