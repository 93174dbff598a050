"""How an element hides all that it holds, by its markup and by what is declared of it."""

import re
from collections.abc import Mapping

from checks.content._styles.interfaces import INTERFACE_TAGS
from checks.content._styles.selectors import Element
from checks.content._styles.values import FAR, TINY, pixels, ratio

FAINT = 0.05  # opacity that nobody sees
Way = tuple[str, bool]  # in words, and whether so gently that an interface may be meant

SPECIAL_TAGS = INTERFACE_TAGS | {"a", "marquee", "iframe", "font", "noframes", "noembed", "bdo"}
_HIDING = frozenset(
    (
        *("display", "content-visibility", "opacity", "filter", "clip", "clip-path", "zoom"),
        *(
            "left",
            "right",
            "top",
            "bottom",
            "inset-inline-start",
            "margin-left",
            "margin-top",
            "margin-right",
        ),
        *("transform", "translate", "scale", "width", "height", "max-width", "max-height", "line-height"),
    )
)
_MOVES = re.compile(r"(translate(?:x|y|3d)?|scale(?:x|y|3d)?|matrix|rotate[xy])\(([^)]*)\)")
_CLIPS_AWAY = re.compile(
    r"rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)|inset\(\s*(?:50|[6-9]\d|100)%|circle\(\s*0|"
    r"polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*,\s*0(?:px|%)?\s+0|ellipse\(\s*0"
)
_RELATIVE = re.compile(r"%|vw|vh")


def may_hide(element: Element, style: Mapping[str, str]) -> bool:
    """Whether anything that may hide is said of an element at all."""
    return not _HIDING.isdisjoint(style) or element.name in SPECIAL_TAGS or "hidden" in element.attributes


def ways(element: Element, style: Mapping[str, str]) -> list[Way]:
    """How the element itself hides all it holds, and whether so gently that an interface may be meant."""
    if _HIDING.isdisjoint(style):
        marked = [("a size of nearly zero", False)] if _is_tiny_marked(element) else []
        return [*_by_markup(element), *marked]
    found = [*_by_markup(element), *_by_place(style), *_by_size(element, style)]
    if style.get("display") == "none":
        found.append(("display: none", False))
    if style.get("content-visibility") == "hidden":
        found.append(("content-visibility: hidden", False))
    if (opacity := ratio(style.get("opacity", ""))) is not None and opacity <= FAINT:
        found.append(("opacity: 0", False))
    if re.search(r"opacity\(\s*0?\.?0*%?\s*\)", style.get("filter", "")):
        found.append(("filter: opacity(0)", False))
    clip = f"{style.get('clip', '')} {style.get('clip-path', '')}"
    if _CLIPS_AWAY.search(clip):
        found.append(("clipped away", False))
    return found


def _by_markup(element: Element) -> list[Way]:
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


def _by_place(style: Mapping[str, str]) -> list[Way]:
    found = []
    if style.get("position", "static") in {"absolute", "fixed", "relative", "sticky"}:
        for side in ("left", "right", "top", "bottom", "inset-inline-start"):
            far = pixels(style.get(side, ""))
            if far is not None and (far <= -FAR or far >= 10 * FAR):
                found.append(
                    ("moved off the screen", _RELATIVE.search(style[side]) is not None and far > -3 * FAR)
                )
    for name in ("margin-left", "margin-top", "margin-right"):
        far = pixels(style.get(name, ""))
        if far is not None and far <= -2 * FAR:
            found.append(("moved off the screen", False))
    return [*found[:1], *_by_transform(f"{style.get('transform', '')} {_longhand(style)}")]


def _longhand(style: Mapping[str, str]) -> str:
    return " ".join(
        f"{name}({','.join(style[name].split())})" for name in ("translate", "scale") if name in style
    )


def _by_transform(transform: str) -> list[Way]:
    for move in _MOVES.finditer(transform[:400]):
        values = [value.strip() for value in move[2].split(",")]
        if move[1].startswith("scale") and any(
            (ratio(value) or 0) < FAINT for value in values[:2] if ratio(value) is not None
        ):
            return [("transform: scale(0)", False)]
        if move[1].startswith("matrix") and values[:2] == ["0", "0"]:
            return [("transform: scale(0)", False)]
        if move[1].startswith("rotate") and values[0] in {"90deg", "-90deg"}:
            return [("transform: rotate", False)]
        far = [value for value in values if abs(pixels(value) or 0) >= FAR]
        if move[1].startswith("translate") and far:
            return [
                (
                    "transform: translate",
                    all("%" in value and abs(pixels(value) or 0) <= 3 * FAR for value in far),
                )
            ]
    return []


def _by_size(element: Element, style: Mapping[str, str]) -> list[Way]:
    cuts = (
        "hidden" in f"{style.get('overflow', '')} {style.get('overflow-y', '')} {style.get('overflow-x', '')}"
        or style.get("overflow", "") in {"clip", "auto", "scroll"}
    )
    names = ("width", "height", "max-width", "max-height", "line-height")
    sizes = {name: pixels(style[name]) for name in names if name in style}
    small = [
        name
        for name, size in sizes.items()
        if size is not None and abs(size) <= TINY and (name != "line-height" or style[name] in {"0", "0px"})
    ]
    if (small and (cuts or element.name == "iframe")) or _is_tiny_marked(element):
        return [("a size of nearly zero", False)]
    zoom = ratio(style.get("zoom", ""))
    return [("zoom: 0", False)] if zoom is not None and zoom <= FAINT else []


def _is_tiny_marked(element: Element) -> bool:
    if element.name not in {"marquee", "iframe"}:
        return False
    sizes = (pixels(element.attributes.get(name, "")) for name in ("width", "height"))
    return any(size is not None and size <= 2 * TINY for size in sizes)
