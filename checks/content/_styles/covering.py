"""What lies over a whole page."""

from collections.abc import Mapping

from checks.content._styles.selectors import Element

_ZERO = frozenset({"0", "0px", "0%"})
_WIDE, _HIGH = frozenset({"100%", "100vw"}), frozenset({"100%", "100vh"})


def covers(style: Mapping[str, str]) -> bool:
    """Whether an element lies over the whole window."""
    if style.get("position") not in {"fixed", "absolute"} or style.get("display") == "none":
        return False
    if style.get("inset") in _ZERO or all(
        style.get(side) in _ZERO for side in ("top", "left", "right", "bottom")
    ):
        return True
    return style.get("width") in _WIDE and style.get("height") in _HIGH


def fills(element: Element, style: Mapping[str, str]) -> bool:
    """Whether a frame takes the whole window."""
    width = style.get("width") or element.attributes.get("width", "")
    height = style.get("height") or style.get("min-height") or element.attributes.get("height", "")
    return covers(style) or (width in _WIDE and height in _HIGH)
