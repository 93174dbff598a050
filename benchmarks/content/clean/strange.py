"""Honest pages of strange makes."""

from collections.abc import Mapping
from random import Random

from benchmarks.content import prose
from benchmarks.content.base import Base
from benchmarks.content.clean.speaking import Made
from benchmarks.content.site import Answer, Site


def _refused(chance: Random, name: str) -> Site:
    """A firewall that refuses whoever says to be a crawler."""
    base = Base(chance, name)
    return base.site(special=lambda asked: Answer("Forbidden", 403) if asked.is_crawler else None)


def _soft(chance: Random, name: str) -> Site:
    """Everything is answered with 200."""
    base = Base(chance, name)
    base.pages["*"] = base.page("Không tìm thấy", "<h1>Trang bạn tìm không có</h1>")
    return base.site()


def _search(chance: Random, name: str) -> Site:
    """A search form and its results."""
    base = Base(chance, name)
    base.pages["/tim-kiem"] = base.page(
        "Kết quả tìm kiếm", "<h1>Kết quả tìm kiếm: “nhà cái”</h1><p>Không có kết quả nào.</p>"
    )
    base.put("/", '<form action="/tim-kiem"><input name="q"></form><a href="/tim-kiem">Tìm kiếm</a>', "top")
    return base.site()


def _broken(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    base.put(
        "/",
        f'<div><p><b><i><a href="https://{prose.press(chance)}/">Báo<p></div></a></b><table><tr>'
        f'<td><font color="#fff" style="background:#036">Tiêu đề</font></b></i>',
        "main",
    )
    return base.site()


def _newspaper(chance: Random, name: str) -> Site:
    """Hundreds of headlines."""
    base = Base(chance, name)
    base.put(
        "/",
        "".join(
            f'<article><a href="/bai/{number}.html">{prose.headline(chance)}</a><a '
            f'href="https://{prose.press(chance)}/">Nguồn</a></article>'
            for number in range(150)
        ),
        "main",
    )
    return base.site()


KINDS: Mapping[str, Made] = {
    "a crawler refused": _refused,
    "soft errors": _soft,
    "search results": _search,
    "broken markup": _broken,
    "a newspaper": _newspaper,
}
