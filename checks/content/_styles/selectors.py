"""Selectors of CSS, compared to an element and those around it (Selectors Level 4)."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

COMPOUND_COUNT = 6  # of one selector
_COMPOUND = re.compile(r"[^\s>+~]+")
_SIMPLE = re.compile(r"\*|^[a-z][\w-]*|[#.][\w\u0080-\uffff-]+|\[[^\]]{1,100}\]|:root", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\[\s*([\w-]+)\s*(?:([~^$*|]?=)\s*["']?([^"'\]]*)["']?\s*)?\]""")


class Element(NamedTuple):
    """What selectors are matched against."""

    name: str
    identifier: str
    classes: frozenset[str]
    attributes: Mapping[str, str]


class Simple(NamedTuple):
    name: str = ""
    identifier: str = ""
    classes: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str, str], ...] = ()

    def fits(self, element: Element) -> bool:
        return (
            (not self.name or self.name in ("*", element.name))
            and (not self.identifier or self.identifier == element.identifier)
            and element.classes.issuperset(self.classes)
            and all(_holds(element.attributes, *condition) for condition in self.conditions)
        )


def compounds_of(selector: str) -> tuple[Simple, ...]:
    """A selector's parts; empty for one that is about a state, a pseudo-element or siblings."""
    parts = _COMPOUND.findall(selector.strip()[:300])
    if not 0 < len(parts) <= COMPOUND_COUNT or "+" in selector or "~" in selector.replace("~=", ""):
        return ()
    compounds = tuple(_simple(part) for part in parts)
    return tuple(one for one in compounds if one is not None) if None not in compounds else ()


@lru_cache(maxsize=4096)
def _simple(part: str) -> Simple | None:
    pieces = _SIMPLE.findall(part.replace("\\:", "_").replace("\\/", "_"))
    if "".join(pieces) != part:
        return None
    name = next((piece.lower() for piece in pieces if piece[0] not in "#.[:"), "")
    return Simple(
        name="html" if ":root" in pieces else name,
        identifier=next((piece[1:] for piece in pieces if piece[0] == "#"), ""),
        classes=tuple(piece[1:] for piece in pieces if piece[0] == "."),
        conditions=tuple(
            (m[1].lower(), m[2] or "", m[3] or "") for piece in pieces if (m := _ATTRIBUTE.fullmatch(piece))
        ),
    )


def specificity(compounds: tuple[Simple, ...]) -> tuple[int, int, int]:
    return (
        sum(bool(one.identifier) for one in compounds),
        sum(len(one.classes) + len(one.conditions) for one in compounds),
        sum(one.name not in ("", "*") for one in compounds),
    )


def _holds(attributes: Mapping[str, str], name: str, operator: str, wanted: str) -> bool:
    value = attributes.get(name)
    if value is None or not operator:
        return value is not None
    return bool(wanted) and _COMPARISONS[operator](value, wanted)


_COMPARISONS: Mapping[str, Callable[[str, str], bool]] = {
    "=": str.__eq__,
    "~=": lambda value, wanted: wanted in value.split(),
    "^=": str.startswith,
    "$=": str.endswith,
    "*=": str.__contains__,
    "|=": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
}


def fit(compounds: Sequence[Simple], element: Element, ancestors: Sequence[Element]) -> bool:
    """The last part is about the element, each earlier one about an element around it, in that order."""
    if not compounds[-1].fits(element):
        return False
    waiting = list(compounds[:-1])
    for ancestor in reversed(ancestors):
        if not waiting:
            break
        if waiting[-1].fits(ancestor):
            waiting.pop()
    return not waiting
