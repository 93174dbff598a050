"""Where an element hides what it holds: its own declarations, and what it takes over from those around it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from checks.content._reading.sheets import Element
from checks.content._reading.values import FAR, TINY, Shade, alike, colour, pixels, resolved

DEFAULT_SIZE = 16.0  # pixels of text
SNIPPET_LENGTH = 120
LINK_COLOUR = Shade(rgb=(0, 0, 238))
WHITE = Shade(rgb=(255, 255, 255))
FAINT = 0.05  # opacity that nobody sees

_INTERFACE_TAGS = frozenset({"nav", "menu", "dialog", "details", "select", "noscript", "template"})
_SPECIAL = _INTERFACE_TAGS | {"a", "marquee", "iframe", "font", "noframes", "noembed"}
_TELLING = frozenset({"hidden", "bgcolor", "color", "width", "height"})
_HIDING = frozenset(
    {
        "display", "content-visibility", "opacity", "filter", "clip", "clip-path", "left", "right", "top", "bottom", "inset-inline-start", "margin-left", "margin-top",
        "margin-right", "transform", "translate", "scale", "width", "height", "max-width", "max-height", "line-height", "zoom",
    }
)  # fmt: skip
_INTERFACE_ROLES = frozenset(
    {"menu", "menubar", "dialog", "alertdialog", "tabpanel", "tooltip", "navigation", "listbox", "alert", "status", "search", "menuitem"}
)
_INTERFACE_NAMES = re.compile(
    r"menu|nav|tab|carousel|slid|swiper|owl|slick|splide|glide|modal|popup|pop-up|dropdown|collapse|accordion|off-?canvas|drawer|cookie|consent"
    r"|print|mobile|desktop|search|lang|tooltip|toast|sidebar|toggle|lightbox|fancybox|gallery|mega|submenu|sr-?only|visually|screen-?reader"
    r"|assistive|skip|a11y|overlay|loading|preload|spinner|step|wizard|pane|filter|share|social|d-none|d-md|d-lg|hidden-(?:xs|sm|md|lg)|visible-|ticker"
    r"|announce|alert|notice|fade|login|chat",
    re.IGNORECASE,
)
_MOVES = re.compile(r"(translate(?:x|y|3d)?|scale(?:x|y|3d)?|matrix|rotate[xy])\(([^)]*)\)")
_CLIPS_AWAY = re.compile(
    r"rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)|inset\(\s*(?:50|[6-9]\d|100)%|circle\(\s*0|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*,\s*0(?:px|%)?\s+0|ellipse\(\s*0"
)
_RELATIVE = re.compile(r"%|vw|vh")


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
        if self.pictured or ground is None or ground.clear or self.ink.clear or not alike(self.ink.rgb, ground.rgb):
            return None
        return Hide("text in the colour of its ground", self.ink_by, self.interface)


def inside(
    outer: State, element: Element, style: Mapping[str, str], controlled: frozenset[str], raw: str
) -> State:
    """The state inside an element. ``controlled``: the ids that something on the page shows on demand."""
    if not style and not element.attributes and element.name not in _SPECIAL:  # most elements, and at once
        return outer
    if not style and not element.attributes.keys() & _TELLING and element.name not in _SPECIAL:
        interface = outer.interface or is_interface(element, controlled)
        return outer if interface == outer.interface else outer._replace(interface=interface)
    by = snippet(element.name, raw[: 2 * SNIPPET_LENGTH])
    interface = outer.interface or is_interface(element, controlled)
    moves = "transition" in style or "transition-duration" in style or "animation" in style
    gentle = interface or moves
    own = tuple(Hide(way, by, gentle or is_gentle) for way, is_gentle in _ways(element, style)) if _may_hide(element, style) else ()
    changed = outer._replace(hides=(*outer.hides, *own)[:4], interface=interface)
    return _inherited(_painted(changed, element, style, by), style, Hide("", by, gentle))


def _may_hide(element: Element, style: Mapping[str, str]) -> bool:
    return not _HIDING.isdisjoint(style) or element.name in _SPECIAL or "hidden" in element.attributes


def snippet(name: str, attributes: str) -> str:
    """A start tag as it stands in the page, bounded."""
    text = f"<{name} {' '.join(attributes.split())}".rstrip() + ">"
    return text if len(text) <= SNIPPET_LENGTH else f"{text[: SNIPPET_LENGTH - 2]}…>"


def is_interface(element: Element, controlled: frozenset[str]) -> bool:
    """Whether it is of a kind that shows what it holds on demand."""
    if element.name in _INTERFACE_TAGS or element.attributes.get("role", "") in _INTERFACE_ROLES:
        return True
    if element.identifier and element.identifier in controlled:
        return True
    names = " ".join((element.identifier, *element.classes))
    return bool(names) and _INTERFACE_NAMES.search(names[:300]) is not None


def _ways(element: Element, style: Mapping[str, str]) -> list[tuple[str, bool]]:
    """How the element itself hides all it holds, and whether so gently that an interface may be meant."""
    found = [*_by_markup(element), *_by_place(style), *_by_size(element, style)]
    if style.get("display") == "none":
        found.append(("display: none", False))
    if style.get("content-visibility") == "hidden":
        found.append(("content-visibility: hidden", False))
    if (opacity := _ratio(style.get("opacity", ""))) is not None and opacity <= FAINT:
        found.append(("opacity: 0", False))
    if re.search(r"opacity\(\s*0?\.?0*%?\s*\)", style.get("filter", "")):
        found.append(("filter: opacity(0)", False))
    clip = f"{style.get('clip', '')} {style.get('clip-path', '')}"
    if _CLIPS_AWAY.search(clip):
        found.append(("clipped away", False))
    return found


def _by_markup(element: Element) -> list[tuple[str, bool]]:
    attributes = element.attributes
    if "hidden" in attributes:
        return [("the attribute hidden", False)]
    if element.name in {"noscript", "template", "noframes", "noembed"}:
        return [(f"<{element.name}>", True)]
    if element.name in {"dialog", "details"} and "open" not in attributes:
        return [(f"a closed <{element.name}>", True)]
    if element.name == "marquee" and (pixels(attributes.get("scrollamount", "")) or 0) >= FAR:
        return [("a marquee too fast to see", False)]
    return []


def _by_place(style: Mapping[str, str]) -> list[tuple[str, bool]]:
    found = []
    if style.get("position", "static") in {"absolute", "fixed", "relative", "sticky"}:
        for side in ("left", "right", "top", "bottom", "inset-inline-start"):
            far = pixels(style.get(side, ""))
            if far is not None and (far <= -FAR or far >= 10 * FAR):
                found.append(("moved off the screen", _RELATIVE.search(style[side]) is not None and far > -3 * FAR))
    for name in ("margin-left", "margin-top", "margin-right"):
        far = pixels(style.get(name, ""))
        if far is not None and far <= -2 * FAR:
            found.append(("moved off the screen", False))
    return [*found[:1], *_by_transform(f"{style.get('transform', '')} {_longhand(style)}")]


def _longhand(style: Mapping[str, str]) -> str:
    return " ".join(f"{name}({','.join(style[name].split())})" for name in ("translate", "scale") if name in style)


def _by_transform(transform: str) -> list[tuple[str, bool]]:
    for move in _MOVES.finditer(transform[:400]):
        values = [value.strip() for value in move[2].split(",")]
        if move[1].startswith("scale") and any((_ratio(value) or 0) < FAINT for value in values[:2] if _ratio(value) is not None):
            return [("transform: scale(0)", False)]
        if move[1].startswith("matrix") and values[:2] == ["0", "0"]:
            return [("transform: scale(0)", False)]
        if move[1].startswith("rotate") and values[0] in {"90deg", "-90deg"}:
            return [("transform: rotate", False)]
        far = [value for value in values if abs(pixels(value) or 0) >= FAR]
        if move[1].startswith("translate") and far:
            return [("transform: translate", all("%" in value and abs(pixels(value) or 0) <= 3 * FAR for value in far))]
    return []


def _by_size(element: Element, style: Mapping[str, str]) -> list[tuple[str, bool]]:
    cuts = "hidden" in f"{style.get('overflow', '')} {style.get('overflow-y', '')} {style.get('overflow-x', '')}" or "clip" in style.get("overflow", "")
    names = ("width", "height", "max-width", "max-height", "line-height")
    sizes = {name: pixels(style.get(name, "")) for name in names}
    small = [name for name, size in sizes.items() if size is not None and abs(size) <= TINY and (name != "line-height" or style[name] in {"0", "0px"})]
    if (small and (cuts or element.name == "iframe")) or _is_tiny_marked(element):
        return [("a size of nearly zero", small == ["max-height"])]
    zoom = _ratio(style.get("zoom", ""))
    return [("zoom: 0", False)] if zoom is not None and zoom <= FAINT else []


def _is_tiny_marked(element: Element) -> bool:
    if element.name not in {"marquee", "iframe"}:
        return False
    sizes = (pixels(element.attributes.get(name, "")) for name in ("width", "height"))
    return any(size is not None and size <= 2 * TINY for size in sizes)


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
        sizes = [part.partition("/")[0] for part in style["font"].split() if part[:1].isdigit() or part[:1] == "."]
        value = next((size for size in sizes if not size.isdigit() or size == "0"), None)
    if value is None:
        return None
    if value.endswith("%") or (value.endswith("em") and not value.endswith("rem")):
        ratio = _ratio(value.removesuffix("em"))
        return None if ratio is None else outer * ratio
    return pixels(value)


def _painted(state: State, element: Element, style: Mapping[str, str], by: str) -> State:
    """Ink and ground. A link has its own ink unless it asks for that around it."""
    ground = style.get("background-color") or style.get("background") or element.attributes.get("bgcolor", "").lower()
    if ground:
        shades = [shade for part in re.split(r"\s+(?![^(]*\))", ground) if (shade := colour(part)) is not None]
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


def _ratio(value: str) -> float | None:
    try:
        return float(value[:-1]) / 100 if value.endswith("%") else float(value)
    except ValueError:
        return None


def settled(
    sheet: Mapping[str, tuple[str, bool]], own: Mapping[str, tuple[str, bool]], variables: Mapping[str, str]
) -> dict[str, str]:
    """The declarations in force: an element's own win, important ones over those."""
    merged = {name: value for name, (value, _) in sheet.items()}
    for name, (value, important) in own.items():
        if important or not sheet.get(name, ("", False))[1]:
            merged[name] = value
    local = {**variables, **{name: value for name, value in merged.items() if name.startswith("--")}}
    return {name: resolved(value, local) for name, value in merged.items()}
