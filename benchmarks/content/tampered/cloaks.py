"""Sites that tell their visitors apart."""

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.content.bait import bait
from benchmarks.content.base import Base
from benchmarks.content.site import Answer, Asked, Site
from benchmarks.content.tampered.hiding import Made, links
from benchmarks.content.tampered.pages import doorway


def _told_apart(
    who: Callable[[Asked], bool], where: Callable[[str], bool], made: Callable[[Base, Random], Answer]
) -> Made:
    def make(chance: Random, name: str) -> Site:
        base = Base(chance, name)
        answer = made(base, chance)
        return base.site(special=lambda asked: answer if who(asked) and where(asked.path) else None)

    return make


def _redirect(_base: Base, chance: Random) -> Answer:
    one = bait(chance)
    return Answer(status=chance.choice((302, 307, 301)), location=one.url)


def _by_script(_base: Base, chance: Random) -> Answer:
    one = bait(chance, ("gambling",))
    return Answer(
        chance.choice(
            (
                f'<script>window.location.href="{one.url}"</script>',
                f'<html><head><meta http-equiv="refresh" content="0; url={one.url}"></head></html>',
                f'<body><script>location.replace("{one.url}")</script></body>',
            )
        )
    )


def _landing(_base: Base, chance: Random) -> Answer:
    _, title, text = doorway(chance)
    return Answer(f"<!doctype html><html><head><title>{title}</title></head><body>{text}</body></html>")


def _with_links(base: Base, chance: Random) -> Answer:
    return Answer(
        base.pages["/"].body.replace("</body>", f"<div>{links(chance, 6, trades=('gambling',))}</div></body>")
    )


def _with_title(base: Base, chance: Random) -> Answer:
    body = base.pages["/"].body
    start, end = body.index("<title>") + 7, body.index("</title>")
    return Answer(f"{body[:start]}{doorway(chance)[1]}{body[end:]}")


def _japanese(_base: Base, chance: Random) -> Answer:
    one = bait(chance, ("japanese",))
    items = "".join(
        f'<li><a href="/shop/{chance.randint(10**4, 10**6)}.html">ブランド 財布 {number}</a> '
        f"¥{chance.randint(1000, 9000)}</li>"
        for number in range(20)
    )
    return Answer(
        f"<html lang=ja><head><title>{one.text}</title></head><body><h1>{one.text}</h1><ul>{items}"
        f"</ul></body></html>"
    )


def _start(path: str) -> bool:
    return path == "/"


def _anywhere(path: str) -> bool:
    return not path.endswith((".xml", ".txt", ".css", ".js"))


def _crawler(asked: Asked) -> bool:
    return asked.is_crawler


def _search(asked: Asked) -> bool:
    return asked.is_from_search


def _phone_search(asked: Asked) -> bool:
    return asked.is_from_search and asked.is_phone


def _phone(asked: Asked) -> bool:
    return asked.is_phone


def _missing(chance: Random, name: str) -> Site:
    """Any path that does not exist leads visitors from a search engine away."""
    base, one = Base(chance, name), bait(chance)
    return base.site(
        special=lambda asked: (
            Answer(status=302, location=one.url)
            if asked.is_from_search and _anywhere(asked.path) and asked.path not in base.pages
            else None
        )
    )


def _any_path(chance: Random, name: str) -> Site:
    """Any path that does not exist is a landing page for crawlers."""
    base = Base(chance, name)
    answer = _landing(base, chance)
    return base.site(
        special=lambda asked: (
            answer if asked.is_crawler and _anywhere(asked.path) and asked.path not in base.pages else None
        )
    )


def _sitemap(chance: Random, name: str) -> Site:
    """A sitemap for crawlers alone; its pages are there for them alone."""
    base = Base(chance, name)
    answer = _landing(base, chance)
    paths = [doorway(chance)[0] for _ in range(30)]
    listed = base.sitemap(paths)

    def special(asked: Asked) -> Answer | None:
        if not asked.is_crawler:
            return None
        return listed if asked.path == "/sitemap.xml" else answer if asked.path in paths else None

    return base.site(special=special)


def _deep(chance: Random, name: str) -> Site:
    """Only inner pages lead visitors from a search engine away."""
    base, one = Base(chance, name), bait(chance)
    return base.site(
        special=lambda asked: (
            Answer(status=302, location=one.url)
            if asked.is_from_search and asked.path.startswith("/tin/")
            else None
        )
    )


TECHNIQUES: Mapping[str, Made] = {
    "crawler: landing page": _told_apart(_crawler, _start, _landing),
    "crawler: links": _told_apart(_crawler, _start, _with_links),
    "crawler: title": _told_apart(_crawler, _start, _with_title),
    "crawler: Japanese shop": _told_apart(_crawler, _start, _japanese),
    "crawler: moved": _told_apart(_crawler, _start, _redirect),
    "from search: redirect": _told_apart(_search, _anywhere, _redirect),
    "from search: script": _told_apart(_search, _start, _by_script),
    "phone from search: redirect": _told_apart(_phone_search, _anywhere, _redirect),
    "phone: redirect": _told_apart(_phone, _start, _redirect),
    "phone: links": _told_apart(_phone, _start, _with_links),
    "missing path from search": _missing,
    "any path for crawlers": _any_path,
    "a sitemap for crawlers": _sitemap,
    "inner pages from search": _deep,
}
