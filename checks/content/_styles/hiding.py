"""Where an element hides what it holds: its own declarations, and what it takes over from those around it."""

import re
from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from typing import NamedTuple

from checks.content._styles.direction import is_reversed, is_right_to_left
from checks.content._styles.interfaces import holds_interface, is_interface
from checks.content._styles.selectors import Element
from checks.content._styles.values import FAR, TINY, Shade, alike, colour, pixels, ratio, resolved
from checks.content._styles.ways import SPECIAL_TAGS, may_hide, ways

MOST_WAYS = 4  # told of one link
DEFAULT_SIZE = 16.0  # pixels of text
SNIPPET_LENGTH = 120
LINK_COLOUR = Shade(rgb=(0, 0, 238))
WHITE = Shade(rgb=(255, 255, 255))
_TELLING = frozenset({"hidden", "bgcolor", "color", "width", "height", "dir"})


class Hide(NamedTuple):
    """One way in which something is hidden. ``interface``: as menus, tabs and the like honestly do."""

    way: str
    by: str  # the element that does it, as it stands in the page
    interface: bool


class State(NamedTuple):
    """What holds inside an element. The first is never taken back, the others an element inside may undo."""

    hides: tuple[Hide, ...] = ()
    invisible: Hide | None = None
    tiny: Hide | None = None
    indented: Hide | None = None
    size: float = DEFAULT_SIZE
    ink: Shade | None = None
    ink_by: str = ""
    ground: Shade | None = None
    pictured: bool = False
    interface: bool = False
    right_to_left: bool = False
    reversed: bool = False

    def hides_text(self, *, plain_ground: bool) -> tuple[Hide, ...]:
        """Every way in which text here is hidden. ``plain_ground``: nothing unread may colour the page."""
        undone = (self.invisible, self.tiny, self.indented, self._same_colour(plain_ground=plain_ground))
        return (*self.hides, *(hide for hide in undone if hide is not None))

    def _same_colour(self, *, plain_ground: bool) -> Hide | None:
        if self.ink is None or not self.ink_by:
            return None
        if self.ink.clear and not self.pictured:
            return Hide("transparent text", self.ink_by, self.interface)
        ground = self.ground or (WHITE if plain_ground else None)
        if (
            self.pictured
            or ground is None
            or ground.clear
            or self.ink.clear
            or not alike(self.ink.rgb, ground.rgb)
        ):
            return None
        gentle = self.interface or self.ground is None  # what no sheet says may be painted otherwise
        return Hide("text in the colour of its ground", self.ink_by, gentle)


def inside(
    outer: State, element: Element, style: Mapping[str, str], controlled: frozenset[str], raw: str
) -> State:
    """The state inside an element. ``controlled``: the ids that something on the page shows on demand."""
    if (
        not style and not element.attributes and element.name not in SPECIAL_TAGS
    ):  # most elements, and at once
        return outer
    holds = outer.interface or holds_interface(element)
    if not style and not element.attributes.keys() & _TELLING:
        if element.name == "a":  # has its own ink, and hides nothing by itself
            return outer._replace(interface=holds, ink=LINK_COLOUR, ink_by="")
        if element.name not in SPECIAL_TAGS:
            return outer if holds == outer.interface else outer._replace(interface=holds)
    by = snippet(element.name, raw[: 2 * SNIPPET_LENGTH])
    interface = holds or is_interface(element, controlled)
    moves = "transition" in style or "transition-duration" in style or "animation" in style
    gentle = interface or moves
    own = (
        tuple(Hide(way, by, gentle or is_gentle) for way, is_gentle in ways(element, style))
        if len(outer.hides) < MOST_WAYS and may_hide(element, style)
        else ()
    )
    changed = outer._replace(hides=(*outer.hides, *own)[:MOST_WAYS], interface=holds)
    towards = is_right_to_left(element, style, outer=outer.right_to_left)
    changed = changed._replace(
        right_to_left=towards,
        reversed=is_reversed(element, style, outer=outer.reversed, right_to_left=towards),
    )
    return _inherited(_painted(changed, element, style, by), style, Hide("", by, gentle))


def snippet(name: str, attributes: str) -> str:
    """A start tag as it stands in the page, bounded."""
    text = f"<{name} {' '.join(attributes.split())}".rstrip() + ">"
    return text if len(text) <= SNIPPET_LENGTH else f"{text[: SNIPPET_LENGTH - 2]}…>"


def _inherited(state: State, style: Mapping[str, str], hide: Hide) -> State:
    """Visibility, text size and indentation, which an element inside may set anew."""
    visibility = style.get("visibility", "")
    if visibility in {"hidden", "collapse"}:
        state = state._replace(invisible=hide._replace(way=f"visibility: {visibility}"))
    elif visibility in {"visible", "initial"}:
        state = state._replace(invisible=None)
    if (size := _text_size(style, state.size)) is not None:
        tiny = hide._replace(way=f"text of {size:g} px") if size <= TINY else None
        state = state._replace(size=size, tiny=tiny)
    if "text-indent" in style:
        far = abs(pixels(style["text-indent"].split(" ")[0]) or 0) >= FAR
        pictured = state.pictured or "background-image" in style or "url(" in style.get("background", "")
        gentle = hide.interface or pictured
        state = state._replace(indented=Hide("text-indent off the screen", hide.by, gentle) if far else None)
    return state


def _text_size(style: Mapping[str, str], outer: float) -> float | None:
    value = style.get("font-size")
    if value is None and "font" in style:
        sizes = [
            part.partition("/")[0] for part in style["font"].split() if part[:1].isdigit() or part[:1] == "."
        ]
        value = next((size for size in sizes if not size.isdigit() or size == "0"), None)
    if value is None:
        return None
    if value.endswith("%") or (value.endswith("em") and not value.endswith("rem")):
        times = ratio(value.removesuffix("em"))
        return None if times is None else outer * times
    return pixels(value)


def _painted(state: State, element: Element, style: Mapping[str, str], by: str) -> State:
    """Ink and ground. A link has its own ink unless it asks for that around it."""
    ground = (
        style.get("background-color")
        or style.get("background")
        or element.attributes.get("bgcolor", "").lower()
    )
    if ground:
        shades = [
            shade for part in re.split(r"\s+(?![^(]*\))", ground) if (shade := colour(part)) is not None
        ]
        pictured = "url(" in ground or "gradient(" in ground or "var(" in ground
        if shades and not shades[0].clear:
            state = state._replace(ground=shades[0], pictured=pictured)
        elif pictured:
            state = state._replace(pictured=True)
    if "background-image" in style and style["background-image"] != "none":
        state = state._replace(pictured=True)
    ink = style.get("-webkit-text-fill-color") or style.get("color") or _marked_colour(element)
    if ink and ink != "inherit":
        return state._replace(ink=colour(ink), ink_by=by)
    if element.name == "a" and ink != "inherit":
        return state._replace(ink=LINK_COLOUR, ink_by="")
    return state


def _marked_colour(element: Element) -> str:
    return element.attributes.get("color", "").lower() if element.name == "font" else ""


def settled(
    sheet: Mapping[str, tuple[str, bool]],
    own: Mapping[str, tuple[str, bool]],
    variables: MutableMapping[str, str],
) -> dict[str, str]:
    """The declarations in force: an element's own win, important ones over those."""
    merged = {name: value for name, (value, _) in sheet.items()}
    for name, (value, important) in own.items():
        if important or not sheet.get(name, ("", False))[1]:
            merged[name] = value
    local = ChainMap({name: value for name, value in merged.items() if name.startswith("--")}, variables)
    return {name: resolved(value, local) for name, value in merged.items() if not name.startswith("--")}
