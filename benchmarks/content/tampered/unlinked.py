"""Baits without a link, and baits written backwards."""

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.content.bait import bait
from benchmarks.content.base import Base
from benchmarks.content.site import Site
from benchmarks.content.tampered.hiding import STYLES

Made = Callable[[Random, str], Site]
GAMBLING = ("gambling",)


def _hidden_text(chance: Random, name: str) -> Site:
    """Words alone in a hidden block, beside an honest menu that is hidden as well."""
    base = Base(chance, name)
    words = chance.choice((". ", ", ", " – ")).join(bait(chance, GAMBLING).text for _ in range(6))
    ways = ("display", "off-screen", "tiny-text", "zero-size", "opacity", "clip", "transform")
    menu = '<div style="display:none"><p>Thông báo, quyết định, kế hoạch của công an xã</p></div>'
    base.put("/", f'{menu}<div style="{chance.choice(STYLES[chance.choice(ways)])}">{words}</div>')
    return base.site()


BACKWARDS = (
    '<span style="unicode-bidi:bidi-override;direction:rtl">{}</span>',
    '<bdo dir="rtl">{}</bdo>',
    '<p dir="rtl"><b style="unicode-bidi: isolate-override">{}</b></p>',
    "\u202e{}\u202c",
    '<style>.rx{{direction:rtl;unicode-bidi:bidi-override}}</style><i class="rx">{}</i>',
)


def _backwards(chance: Random, name: str) -> Site:
    """Links whose letters are written from the end, and shown from the beginning."""
    base = Base(chance, name)
    links = []
    for number in range(chance.randint(2, 4)):
        text = chance.choice(BACKWARDS).format(bait(chance, GAMBLING).text[::-1])
        links.append(f'<a href="https://partner-{chance.randint(100, 999)}{number}.example.com/">{text}</a>')
    path, place = base.place()
    base.put(path, " ".join(links), place)
    return base.site()


TECHNIQUES: Mapping[str, Made] = {"hidden text without links": _hidden_text, "written backwards": _backwards}
