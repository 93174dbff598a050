"""Paths that lead everybody away, and pages given to somebody else."""

from collections.abc import Mapping
from random import Random

from benchmarks.content.bait import bait, neutral
from benchmarks.content.base import Base
from benchmarks.content.site import Answer, Site
from benchmarks.content.tampered.hiding import Made


def _path(base: Base, chance: Random, answer: Answer) -> Site:
    path = f"/{chance.choice(('dich-vu', 'tin/tin-moi-99.html', 'go/88', 'wp-content/x'))}"
    base.pages[path] = answer
    base.pages["/sitemap.xml"] = base.sitemap(["/", *base.slugs, path])
    if chance.random() < 0.5:
        base.put("/", f'<a href="{path}">Dịch vụ</a>', "side")
    return base.site()


def _http(chance: Random, name: str) -> Site:
    url = (bait(chance) if chance.random() < 0.7 else neutral(chance)).url
    return _path(Base(chance, name), chance, Answer(status=chance.choice((301, 302, 303, 307)), location=url))


def _refresh(chance: Random, name: str) -> Site:
    url = bait(chance).url
    markup = chance.choice(
        (
            f'<meta http-equiv="refresh" content="0;url={url}">',
            f"<META HTTP-EQUIV='Refresh' CONTENT='1; URL={url}'>",
            f'<noscript><meta http-equiv="refresh" content="0; {url}"></noscript>',
        )
    )
    return _path(
        Base(chance, name),
        chance,
        Answer(f"<html><head><title>…</title>{markup}</head><body>Đang chuyển…</body></html>"),
    )


def _header(chance: Random, name: str) -> Site:
    return _path(
        Base(chance, name), chance, Answer("<p>…</p>", headers=(("refresh", f"0; url={bait(chance).url}"),))
    )


def _script(chance: Random, name: str) -> Site:
    url = bait(chance).url
    script = chance.choice(
        (
            f'location.href="{url}"',
            f"window.location='{url}'",
            f'top.location.replace("{url}")',
            f'setTimeout(function(){{document.location.href="{url}"}},1500)',
            f'window.onload=function(){{window.location.assign("{url}")}}',
            f'document.addEventListener("DOMContentLoaded",()=>{{location="{url}"}})',
        )
    )
    return _path(
        Base(chance, name),
        chance,
        Answer(
            f"<html><head><title>404</title></head><body><h1>404</h1><script>{script}</script></body></html>"
        ),
    )


def _frame(chance: Random, name: str) -> Site:
    base, url = Base(chance, name), bait(chance).url
    style = chance.choice(
        (
            "position:fixed;top:0;left:0;width:100%;height:100%;z-index:99999;border:0",
            "position:fixed;inset:0;width:100vw;height:100vh",
        )
    )
    base.put("/", f'<iframe src="{url}" style="{style}"></iframe>', "top")
    return base.site()


def _claims(chance: Random, name: str) -> Site:
    base, one = Base(chance, name), bait(chance, ("gambling",))
    url = f"https://{one.host}/{chance.choice(('nha-cai-uy-tin', 'tai-xiu-online', 'link-vao-nha-cai'))}"
    path = chance.choice(("/", base.slugs[0]))
    base.put(
        path,
        chance.choice(
            (
                f'<link rel="canonical" href="{url}">',
                f'<link rel="alternate" hreflang="vi" href="{url}">',
                f'<link rel="amphtml" href="{url}">',
            )
        ),
        "head",
    )
    return base.site()


def _start(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    base.pages["/"] = Answer(status=302, location=bait(chance).url)
    return base.site()


TECHNIQUES: Mapping[str, Made] = {
    "a path redirects": _http,
    "a refresh": _refresh,
    "a refresh by header": _header,
    "a script moves": _script,
    "a frame over the page": _frame,
    "canonical and its kin": _claims,
    "the start page redirects": _start,
}
