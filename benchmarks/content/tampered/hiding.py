"""Links hidden by style, by markup and by size."""

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.content.bait import FOREIGN, Bait, bait, neutral
from benchmarks.content.base import Base
from benchmarks.content.site import Answer, Site

Made = Callable[[Random, str], Site]


def links(
    chance: Random, count: int | None = None, *, sold: bool = False, trades: tuple[str, ...] | None = None
) -> str:
    """A block of links."""
    made: list[Bait] = [
        neutral(chance) if sold else bait(chance, trades) if trades else bait(chance)
        for _ in range(count or chance.randint(1, 8))
    ]
    between = chance.choice((" ", "<br>", " | ", "\n"))
    return between.join(
        f'<a href="{one.url}"{chance.choice(("", " rel=dofollow", " target=_blank"))}>{one.text}</a>'
        for one in made
    )


STYLES: Mapping[str, tuple[str, ...]] = {
    "display": ("display:none", "DISPLAY : none !important", "color:red;display:none;"),
    "visibility": ("visibility:hidden", "visibility: hidden; height: 20px"),
    "off-screen": (
        "position:absolute;left:-9999px",
        "position:fixed;top:-5000px",
        "position: absolute; left: -1000em",
        "margin-left:-9000px",
        "position:absolute;right:-99999px;",
    ),
    "indent": ("text-indent:-9999px;white-space:nowrap;overflow:hidden",),
    "tiny-text": ("font-size:0", "font-size:1px;line-height:1px", "font-size:0.01em"),
    "zero-size": (
        "height:0;overflow:hidden",
        "width:1px;height:1px;overflow:hidden",
        "max-height:0;overflow:hidden",
        "height:1px;overflow:hidden;float:left",
    ),
    "same-colour": (
        "color:#fff;background:#fff",
        "background-color:#ffffff;color:#fefefe",
        "color:rgb(250,250,250);background:rgb(255,255,255)",
    ),
    "opacity": ("opacity:0", "opacity:.01;", "filter:opacity(0)"),
    "clip": ("position:absolute;clip:rect(0,0,0,0)", "clip-path:inset(100%)", "clip-path: circle(0)"),
    "transform": (
        "transform:scale(0)",
        "transform:translateX(-9999px)",
        "transform: translate(-5000px, 0)",
        "transform:scale(0,0)",
    ),
}


def _styled(way: str) -> Made:
    def make(chance: Random, name: str) -> Site:
        base = Base(chance, name)
        style, block = chance.choice(STYLES[way]), links(chance, sold=chance.random() < 0.25)
        if way == "same-colour" or chance.random() < 0.5:
            block = block.replace("<a ", '<a style="color:inherit" ') if way == "same-colour" else block
            markup = (
                f'<{(tag := chance.choice(("div", "p", "span", "ul", "center")))} style="{style}">'
                f"{block}</{tag}>"
            )
        else:
            mark = f"z{chance.randint(10, 99)}"
            markup = f'<style>.{mark}{{{style}}}</style><section class="{mark}">{block}</section>'
        path, place = base.place()
        base.put(path, markup, place)
        return base.site(way)

    return make


def _sheet(chance: Random, name: str) -> Site:
    """By the site's own style sheet, the rule among others."""
    base = Base(chance, name)
    style = chance.choice(
        [
            style
            for styles in (STYLES["display"], STYLES["off-screen"], STYLES["zero-size"])
            for style in styles
        ]
    )
    base.pages["/css/site.css"] = Answer(
        f"body{{margin:0}}.box{{border:1px solid #ccc}}\n#w3 .lk{{{style}}}\n@media "
        f"print{{.menu{{display:none}}}}",
        kind="text/css",
    )
    base.put("/", '<link rel="stylesheet" href="/css/site.css?v=3">', "head")
    base.put("/", f'<div id="w3"><div class="lk">{links(chance)}</div></div>')
    return base.site()


def _property(chance: Random, name: str) -> Site:
    """Through a custom property, with comments and escapes in the sheet."""
    base = Base(chance, name)
    css = chance.choice(
        (
            ":root{--q:none}.u-x{display:var(--q)}",
            ".u-x{disp/**/lay:none;display:/*x*/none}",
            ".u-x{d\\isplay:n\\6f ne}",
            ".u-x{position:absolute;left:calc(-9999px)}",
        )
    )
    base.put("/", f"<style>{css}</style>", "head")
    base.put("/", f'<div class="u-x">{links(chance)}</div>', chance.choice(("side", "foot")))
    return base.site()


MARKUP = (
    "<div hidden>{}</div>",
    "<noscript>{}</noscript>",
    '<marquee width="1" height="1" scrollamount="9000">{}</marquee>',
    "<template>{}</template>",
    "<details><summary>.</summary>{}</details>",
    "<dialog>{}</dialog>",
    '<marquee style="height:1px;width:2px;overflow:hidden">{}</marquee>',
    '<div aria-hidden="true" style="display:none"><ul><li>{}</li></ul></div>',
)


def _markup(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    block = links(chance, trades=("gambling",))
    markup = chance.choice(MARKUP).format(block)
    base.put(*base.place()[:1], markup, chance.choice(("foot", "end")))
    return base.site()


def _deep(chance: Random, name: str) -> Site:
    """An element far above hides, many levels up."""
    base = Base(chance, name)
    inner = f'<div class="wrap"><ul><li><p><b>{links(chance)}</b></p></li></ul></div>'
    base.put(
        "/",
        f'<div style="{chance.choice(STYLES["off-screen"])}"><div><table><tr><td>{inner}</td></tr>'
        f"</table></div></div>",
    )
    return base.site()


def _no_text(chance: Random, name: str) -> Site:
    """Links on nothing, or on a full stop."""
    base, path = Base(chance, name), "/"
    made = [bait(chance, ("gambling",)) for _ in range(chance.randint(1, 3))]
    base.put(
        path,
        "".join(f'<a href="{one.url}">{chance.choice((".", "", "·", " "))}</a>' for one in made),
        chance.choice(("main", "foot")),
    )
    return base.site()


def _by_script(chance: Random, name: str) -> Site:
    """A script takes the block out of sight."""
    base = Base(chance, name)
    hide = chance.choice(
        (
            'document.getElementById("blk1").style.display="none"',
            'document.getElementById("blk1").style.cssText="position:absolute;left:-9999px"',
            '$("#blk1").hide()',
            'document.write("<style>#blk1{display:none}</style>")',
        )
    )
    base.put("/", f'<div id="blk1">{links(chance)}</div><script>{hide};</script>')
    return base.site()


def _foreign(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    style = chance.choice([style for styles in STYLES.values() for style in styles[:1]])
    block = links(chance, trades=(chance.choice(FOREIGN),)).replace("<a ", '<a style="color:inherit" ')
    base.put("/", f'<div style="{style}">{block}</div>')
    return base.site()


def _interface(chance: Random, name: str) -> Site:
    """Within a menu, a tab or a slide, where hidden is usual."""
    base = Base(chance, name)
    opening = chance.choice(
        (
            '<ul class="sub-menu" style="display:none">',
            '<div class="tab-pane">',
            '<div class="carousel-item" style="display:none">',
            '<div class="modal fade" style="display:none">',
        )
    )
    base.put("/", f"{opening}{links(chance, trades=('gambling',))}</{opening[1:].partition(' ')[0]}>", "side")
    return base.site()


def _sold(chance: Random, name: str) -> Site:
    """Nothing but unknown names and words that tell nothing, hidden."""
    base = Base(chance, name)
    way = chance.choice(("display", "off-screen", "tiny-text", "zero-size", "opacity"))
    base.put(
        "/",
        f'<div style="{chance.choice(STYLES[way])}">{links(chance, chance.randint(2, 6), sold=True)}</div>',
    )
    return base.site()


TECHNIQUES: Mapping[str, Made] = {
    **{f"hidden by {way}": _styled(way) for way in STYLES},
    "hidden by the site's style sheet": _sheet,
    "hidden by custom properties and escapes": _property,
    "hidden by markup": _markup,
    "hidden by an element far above": _deep,
    "links without text": _no_text,
    "hidden by a script": _by_script,
    "hidden, foreign languages": _foreign,
    "hidden within menus and tabs": _interface,
    "sold links, hidden": _sold,
}
