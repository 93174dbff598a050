"""Text that is written backwards and shown forwards (CSS Writing Modes 3, section 2; Unicode Annex 9)."""

import re
from collections.abc import Mapping

from checks.content._styles.selectors import Element

_OVERRIDES = frozenset({"bidi-override", "isolate-override"})
# A right-to-left override up to its end, or the text's.
_OVERRIDDEN = re.compile("\u202e([^\u202c\u202d\u202e]*+)[\u202c\u202d]?+")


def is_right_to_left(element: Element, style: Mapping[str, str], *, outer: bool) -> bool:
    """Whether what an element holds runs from right to left. ``outer``: whether that around it does."""
    direction = style.get("direction") or element.attributes.get("dir", "").lower()
    return direction == "rtl" if direction in {"rtl", "ltr"} else outer


def is_reversed(element: Element, style: Mapping[str, str], *, outer: bool, right_to_left: bool) -> bool:
    """Whether its letters are shown in the other order, Latin ones too."""
    is_overriding = style.get("unicode-bidi") in _OVERRIDES or element.name == "bdo"
    return right_to_left if is_overriding else outer


def as_shown(text: str, *, reversed_by_style: bool) -> str:
    """A text in the order in which it is read."""
    shown = _OVERRIDDEN.sub(lambda match: match[1][::-1], text) if "\u202e" in text else text
    return shown[::-1] if reversed_by_style else shown
