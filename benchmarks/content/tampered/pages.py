"""Whole pages and sitemaps that somebody else put into a site."""

from collections.abc import Mapping
from random import Random

from benchmarks.content import prose
from benchmarks.content.bait import FOREIGN, bait
from benchmarks.content.base import HOST, Base
from benchmarks.content.site import Answer, Site
from benchmarks.content.tampered.hiding import Made, links


def doorway(chance: Random, trades: tuple[str, ...] = ("gambling",)) -> tuple[str, str, str]:
    """A page's path, title and text."""
    one, other = bait(chance, trades), bait(chance, trades)
    title = f"{one.text}{chance.choice((' - ', ' | ', ': ', ' ✔️ '))}{other.text}"
    text = "".join(
        f"<p>{bait(chance, trades).text}. {chance.choice(prose.SENTENCES).format(n=3)} {one.brand} "
        f"hoàn trả mỗi ngày, khuyến mãi thành viên mới.</p>"
        for _ in range(5)
    )
    folder = chance.choice(("upload/", "portals/0/", "bai-viet/", "images/", ""))
    slug = prose.slug(one.text) or f"p{chance.randint(10**5, 10**6)}"
    path = f"/{folder}{slug}{chance.choice(('.html', '/', ''))}"
    button = f'<a href="{one.url}"><b>ĐĂNG KÝ NGAY</b></a>' if chance.random() < 0.8 else ""
    return path, title, f"<h1>{one.text}</h1>{button}{text}"


def _own(chance: Random, base: Base, trades: tuple[str, ...]) -> str:
    """A landing page put into the site; its path."""
    path, title, text = doorway(chance, trades)
    if chance.random() < 0.5:
        base.pages[path] = base.page(title, text)
    else:
        amp = "".join(
            f'<link rel="alternate" hreflang="{lang}" href="https://{HOST}{path}">' for lang in ("vi", "en")
        )
        rated = (
            f'<script type="application/ld+json">{{"@type":"Product","name":"{title}",'
            '"aggregateRating":{"ratingValue":"4.9","reviewCount":"88888"}}</script>'
        )
        base.pages[path] = Answer(
            f"<!doctype html><html amp><head><title>{title}</title>{amp}{rated}</head><body>{text}"
            f"</body></html>"
        )
    return path


def _in_sitemap(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    paths = [_own(chance, base, ("gambling",)) for _ in range(chance.randint(1, 5))]
    base.pages["/sitemap.xml"] = base.sitemap(["/", *base.slugs, *paths])
    return base.site()


def _trades(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    paths = [_own(chance, base, (chance.choice(("loans", "adult", "pharmacy", "papers")),)) for _ in range(2)]
    base.pages["/sitemap.xml"] = base.sitemap(["/", *base.slugs, *paths])
    return base.site()


def _languages(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    paths = [_own(chance, base, (chance.choice(FOREIGN),)) for _ in range(3)]
    base.pages["/sitemap.xml"] = base.sitemap(["/", *base.slugs, *paths])
    return base.site()


def _linked(chance: Random, name: str) -> Site:
    """Named in a list of the site's own, as questions and profiles are."""
    base = Base(chance, name)
    path = _own(chance, base, ("gambling",))
    base.put(
        "/", f'<ul class="qa"><li><a href="{path}">{bait(chance, ("gambling",)).text}</a></li></ul>', "side"
    )
    return base.site()


def _only_listed(chance: Random, name: str) -> Site:
    """A sitemap of hundreds; the pages themselves answer to nobody any more."""
    base = Base(chance, name)
    paths = [doorway(chance)[0] for _ in range(chance.randint(40, 200))]
    base.pages["/sitemap.xml"] = base.sitemap(["/", *base.slugs, *paths])
    return base.site()


def _of_others(chance: Random, name: str) -> Site:
    """The sitemap lists pages of somebody else's domain."""
    base = Base(chance, name)
    urls = "".join(f"<url><loc>{bait(chance, ('gambling',)).url}</loc></url>" for _ in range(12))
    base.pages["/sitemap.xml"] = Answer(
        f'<?xml version="1.0"?><urlset>{urls}</urlset>', kind="application/xml"
    )
    return base.site()


def _upload(chance: Random, name: str) -> Site:
    """An upload folder that serves pages."""
    base = Base(chance, name)
    one = bait(chance, ("gambling",))
    path = f"/uploads/user/2026-11-{chance.randint(1, 26):02}-{chance.randint(10**5, 10**6)}{one.brand}.html"
    base.pages[path] = Answer(
        f"<html><head><title>{one.text} {one.brand}</title></head><body><h1>{one.brand}</h1>"
        f"{links(chance, 4, trades=('gambling',))}</body></html>"
    )
    base.pages["/sitemap.xml"] = base.sitemap(["/", path])
    return base.site()


TECHNIQUES: Mapping[str, Made] = {
    "deep pages in the sitemap": _in_sitemap,
    "deep pages, other trades": _trades,
    "deep pages, foreign languages": _languages,
    "deep pages in a list": _linked,
    "a sitemap of hundreds": _only_listed,
    "a sitemap of another's pages": _of_others,
    "an upload folder": _upload,
}
