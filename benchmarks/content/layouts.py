"""Pages of public bodies in several makes, with places where something can be put."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from benchmarks.content import prose


class Parts(NamedTuple):
    """What goes into a page: each is markup."""

    title: str
    main: str
    head: str = ""
    top: str = ""  # first in the body
    side: str = ""
    foot: str = ""
    end: str = ""  # last in the body


Layout = Callable[[Random, str, Parts], str]


def classic(chance: Random, name: str, parts: Parts) -> str:
    """Tables and inline styles, as of 2008."""
    menu = "".join(
        f'<td bgcolor="#c00000"><a href="/{prose.slug(entry)}" style="color:#ffffff">{entry}</a></td>'
        for entry in prose.MENU
    )
    return (
        f'<html><head><title>{parts.title}</title>{parts.head}</head><body bgcolor="#ffffff">'
        f'{parts.top}<table width="1000" align="center"><tr>{menu}</tr>'
        f'<tr><td colspan="6">{parts.main}</td><td>{parts.side}</td></tr></table><div '
        f'align="center">© {name}. Điện thoại: 02{chance.randint(10**8, 10**9 - 1)}{parts.foot}'
        f"</div>{parts.end}</body></html>"
    )


def bootstrap(chance: Random, name: str, parts: Parts) -> str:
    """Cards, an off-canvas menu, a cookie bar, words for screen readers."""
    menu = "".join(
        f'<li class="nav-item"><a class="nav-link" href="/{prose.slug(entry)}">{entry}</a></li>'
        for entry in prose.MENU
    )
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{parts.title}</title>'
        f"<style>.sr-only{{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,"
        f"0)}}"
        f".offcanvas{{position:fixed;left:-320px;transition:left .3s}}.footer{{background:#1b3a5c;"
        f"color:#fff}}.footer "
        f"a{{color:#ffffff}}.tab-pane{{display:none}}.tab-pane.active{{display:block}}</style>"
        f"{parts.head}</head>"
        f'<body>{parts.top}<a class="sr-only" href="#main">Bỏ qua điều hướng</a><nav '
        f'class="navbar"><ul>{menu}</ul></nav><div class="offcanvas" id="m"><ul>{menu}</ul></div>'
        f'<main id="main"><div class="row"><div class="col-md-8">{parts.main}</div><aside '
        f'class="col-md-4">{parts.side}</aside></div></main>'
        f'<footer class="footer"><p>{name}</p><a '
        f'href="https://www.facebook.com/{chance.randint(1000, 9999)}"><i class="fa fa-facebook">'
        f"</i></a>{parts.foot}</footer>"
        f'<div id="cookie-bar" style="display:none">Trang dùng cookie. <a href="/chinh-sach">Chính '
        f"sách</a></div>{parts.end}</body></html>"
    )


def portal(chance: Random, name: str, parts: Parts) -> str:
    """Web parts with view state and scripts, as of SharePoint and Liferay."""
    state = "".join(chance.choice("ABCDEFGHabcdefgh0123456789+/") for _ in range(400))
    menu = "".join(
        f'<li><a href="/{prose.slug(entry)}">{entry}</a><ul style="visibility:hidden"><li><a '
        f'href="/{prose.slug(entry)}/2">Mục con</a></li></ul></li>'
        for entry in prose.MENU
    )
    return (
        f'<!DOCTYPE html><html><head><title>\n\t{parts.title}\n</title><meta name="GENERATOR" '
        f'content="Portal"/>{parts.head}<script>var _spPage={{"webUrl":"/"}};</script></head><body>'
        f'<form method="post" id="aspnetForm">'
        f'<input type="hidden" name="__VIEWSTATE" value="{state}"/>{parts.top}<ul id="nav" '
        f'class="menu">{menu}</ul><div class="ms-main">{parts.main}</div><div class="ms-side">'
        f"{parts.side}</div>"
        f'<div id="footer" style="background:#003366"><span style="color:#fff">{name}</span>'
        f'{parts.foot}</div></form><script>document.write("Hôm nay: "+new Date().getFullYear());'
        f"</script>{parts.end}</body></html>"
    )


def blog(chance: Random, name: str, parts: Parts) -> str:
    """As of WordPress."""
    links = "".join(f'<li><a href="/{prose.slug(entry)}/">{entry}</a></li>' for entry in prose.MENU)
    return (
        f'<!DOCTYPE html><html lang="vi"><head><title>{parts.title}</title><meta name="generator" '
        f'content="WordPress"/><link rel="canonical" href="/"/><style>'
        f".screen-reader-text{{clip-path:inset(50%);position:absolute;height:1px;width:1px;"
        f"overflow:hidden}}"
        f".social a{{text-indent:-9999px;background:url(/i.png) no-repeat;display:block;width:24px;"
        f"height:24px}}.slide{{opacity:0;transition:opacity 1s}}.slide.on{{opacity:1}}</style>"
        f'{parts.head}</head><body class="home">{parts.top}'
        f'<header><h1 class="site-title">{name}</h1><ul class="menu">{links}</ul></header><div '
        f'id="content">{parts.main}</div><div id="secondary">{parts.side}</div>'
        f'<footer><div class="social"><a href="https://zalo.me/{chance.randint(10**9, 10**10)}">'
        f'Zalo</a></div>{parts.foot}<span class="screen-reader-text">Cuối trang</span></footer>'
        f"{parts.end}</body></html>"
    )


LAYOUTS: tuple[Layout, ...] = (classic, bootstrap, portal, blog)


def headlines(chance: Random, count: int = 6) -> str:
    """A list of the newest articles."""
    items = [prose.headline(chance) for _ in range(count)]
    return "".join(
        f'<div class="news"><a href="/tin/{prose.slug(item)}-{chance.randint(100, 9999)}.html">'
        f"{item}</a><p>{prose.SENTENCES[0].format(n=3)}</p></div>"
        for item in items
    )
