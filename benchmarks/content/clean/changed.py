"""Sites in good order that are others than a few days ago."""

from collections.abc import Mapping
from random import Random

from benchmarks.content import layouts, prose
from benchmarks.content.base import Base, Pages
from benchmarks.content.clean.speaking import Made
from benchmarks.content.layouts import Parts
from benchmarks.content.site import Answer, Site

CLOSED = (
    ("Thông báo", "<h1>Hệ thống đang bảo trì</h1><p>Mời quay lại sau 22 giờ.</p>"),
    ("Thông báo", "<p>Trang đã chuyển sang địa chỉ mới, mời bấm vào đây.</p>"),
    ("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, it is installed.</p>"),
    ("Quản trị", "<h1>Đăng nhập</h1><form method=post><input name=a><input type=password></form>"),
    ("Vô cùng thương tiếc", "<p>Toàn dân thương tiếc.</p>"),
)
PARTNERS = ("Cổng đối tác", "Hợp tác xã xe buýt", "Câu lạc bộ bóng bàn", "Hội doanh nghiệp")


def _beside(base: Base, before: Pages) -> Site:
    site = base.site()
    return site._replace(before={**site.pages, **before})


def _news(chance: Random, name: str) -> Site:
    """The start page's headlines are others."""
    base = Base(chance, name)
    before = dict(base.pages)
    links = "".join(f'<li><a href="{path}">{prose.headline(chance)}</a></li>' for path in base.slugs)
    base.set("/", Parts(base.title(""), f"<h2>Tin mới</h2><ul>{links}</ul>{layouts.headlines(chance)}"))
    return _beside(base, before)


def _anew(chance: Random, name: str) -> Site:
    """Another layout, another name, other texts."""
    base, other = Base(chance, name), Base(chance, name)
    site = other.site()
    return site._replace(before={**dict.fromkeys(site.pages, base.pages["/"]), **base.pages})


def _closed(chance: Random, name: str) -> Site:
    """For the night, for good, for somebody's death, or not set up yet."""
    base = Base(chance, name)
    before = dict(base.pages)
    title, body = chance.choice(CLOSED)
    base.pages["/"] = Answer(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    return _beside(base, before)


def _partner(chance: Random, name: str) -> Site:
    """One more link, to a name as co-operatives and clubs bear it."""
    base = Base(chance, name)
    before = dict(base.pages)
    host = f"{chance.choice(('htxxe', 'clb', 'doitac', 'hoi'))}{chance.choice(('', '68', '79', '88'))}.test"
    base.put("/", f'<a href="https://{host}/">{chance.choice(PARTNERS)}</a>', chance.choice(("foot", "side")))
    return _beside(base, before)


KINDS: Mapping[str, Made] = {
    "news of the week": _news,
    "made anew": _anew,
    "closed since": _closed,
    "a new partner": _partner,
}
