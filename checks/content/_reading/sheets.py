"""Style sheets as far as they may hide something: which declarations hold for an element (CSS 2.2, section 6.4)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from checks.content._reading.values import declarations, without_comments

SHEET_LENGTH = 600_000  # characters of style sheets that are read for one page
RULE_COUNT = 8_000
SELECTOR_COUNT = 40  # of one rule
COMPOUND_COUNT = 6  # of one selector
CANDIDATES = 200  # rules tried on one element
TRIED = 300_000  # on all elements of a page

_BRACES = re.compile(r"[{}]")
_COMPOUND = re.compile(r"[^\s>+~]+")
_SIMPLE = re.compile(r"\*|^[a-z][\w-]*|[#.][\w\u0080-\uffff-]+|\[[^\]]{1,100}\]|:root", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\[\s*([\w-]+)\s*(?:([~^$*|]?=)\s*["']?([^"'\]]*)["']?\s*)?\]""")
_ESCAPED = re.compile(r"\\(.)")
_TELLING = re.compile(
    r"display|visib|opac|position|left|right|top|bottom|width|height|overflow|clip|filter|transform|scale|translate|indent"
    r"|font|color|background|margin|zoom|line-height|--|\\|float|content|all\b",
    re.IGNORECASE,
)
_NOT_ON_SCREEN = re.compile(r"@media[^{]*\bprint\b(?![^{]*\bscreen\b)|@media[^{]*\bmax-(?:device-)?width|@(?:-\w+-)?keyframes|@font-face|@page", re.IGNORECASE)


class Element(NamedTuple):
    """What selectors are matched against."""

    name: str
    identifier: str
    classes: frozenset[str]
    attributes: Mapping[str, str]


class _Simple(NamedTuple):
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


class _Rule(NamedTuple):
    compounds: tuple[_Simple, ...]
    weight: tuple[int, int, int, int]  # ids, classes, names, order: what wins over what
    declared: Mapping[str, tuple[str, bool]]


class Sheets:
    """The rules of a page's style sheets, by what the element they are about must have."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_key: dict[str, list[_Rule]] = defaultdict(list)
        self.variables: dict[str, str] = {}
        left = SHEET_LENGTH
        self._count = self._tried = 0
        for text in texts:
            self._read(without_comments(text[:left]))
            left -= len(text)
            if left <= 0 or self._count >= RULE_COUNT:
                break

    @property
    def has_rules(self) -> bool:
        """Whether anything is said at all."""
        return bool(self._by_key)

    def _read(self, css: str) -> None:
        for selectors, block in _blocks(css):
            if self._count >= RULE_COUNT:
                return
            declared = declarations(block)
            self.variables.update({name: value for name, (value, _) in declared.items() if name.startswith("--")})
            for selector in selectors.split(",")[:SELECTOR_COUNT]:
                self._add(selector, declared)

    def _add(self, selector: str, declared: Mapping[str, tuple[str, bool]]) -> None:
        compounds = _compounds(selector)
        if compounds:
            last = compounds[-1]
            key = f"#{last.identifier}" if last.identifier else f".{last.classes[0]}" if last.classes else last.name or "*"
            self._count += 1
            self._by_key[key].append(_Rule(compounds, (*_specificity(compounds), self._count), declared))

    def declared_of(self, element: Element, ancestors: Sequence[Element]) -> dict[str, tuple[str, bool]]:
        """What the sheets declare of an element, the winning value of each property."""
        if not self._by_key:
            return {}
        keys = ("*", element.name, f"#{element.identifier}", *(f".{name}" for name in element.classes))
        candidates = [rule for key in keys if key in self._by_key for rule in self._by_key[key][:CANDIDATES]]
        self._tried += len(candidates)
        if not candidates or self._tried > TRIED:
            return {}
        fitting = sorted((rule for rule in candidates if _fits(rule, element, ancestors)), key=lambda rule: rule.weight)
        merged: dict[str, tuple[str, bool]] = {}
        for rule in fitting:
            for name, (value, important) in rule.declared.items():
                if important or not merged.get(name, ("", False))[1]:
                    merged[name] = (value, important)
        return merged


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of each block for screens of any width, blocks within others too."""
    skipped, depth, start, prelude = 0, 0, 0, ""
    for brace in _BRACES.finditer(css):
        text = css[start : brace.start()]
        start = brace.end()
        if brace.group() == "{":
            depth += 1
            prelude = text.rpartition(";")[2].strip()
            if not skipped and prelude.startswith("@") and _NOT_ON_SCREEN.match(prelude + "{"):
                skipped = depth
            continue
        if prelude and not skipped and not prelude.startswith("@") and _TELLING.search(text):
            yield prelude, text
        prelude = ""
        skipped = 0 if depth == skipped else skipped
        depth = max(0, depth - 1)


def _compounds(selector: str) -> tuple[_Simple, ...]:
    """A selector's parts; empty for one that is about a state, a pseudo-element or siblings."""
    parts = _COMPOUND.findall(selector.strip()[:300])
    if not 0 < len(parts) <= COMPOUND_COUNT or "+" in selector or "~" in selector.replace("~=", ""):
        return ()
    compounds = tuple(_simple(part) for part in parts)
    return tuple(one for one in compounds if one is not None) if None not in compounds else ()


@lru_cache(maxsize=4096)
def _simple(part: str) -> _Simple | None:
    pieces = _SIMPLE.findall(part.replace("\\:", "_").replace("\\/", "_"))
    if "".join(pieces) != part:
        return None
    name = next((piece.lower() for piece in pieces if piece[0] not in "#.[:"), "")
    return _Simple(
        name="html" if ":root" in pieces else name,
        identifier=next((piece[1:] for piece in pieces if piece[0] == "#"), ""),
        classes=tuple(piece[1:] for piece in pieces if piece[0] == "."),
        conditions=tuple((m[1].lower(), m[2] or "", m[3] or "") for piece in pieces if (m := _ATTRIBUTE.fullmatch(piece))),
    )


def _specificity(compounds: tuple[_Simple, ...]) -> tuple[int, int, int]:
    return (
        sum(bool(one.identifier) for one in compounds),
        sum(len(one.classes) + len(one.conditions) for one in compounds),
        sum(one.name not in ("", "*") for one in compounds),
    )


def _fits(rule: _Rule, element: Element, ancestors: Sequence[Element]) -> bool:
    """The last part is about the element, each earlier one about an element around it, in that order."""
    if not rule.compounds[-1].fits(element):
        return False
    waiting = list(rule.compounds[:-1])
    for ancestor in reversed(ancestors):
        if not waiting:
            break
        if waiting[-1].fits(ancestor):
            waiting.pop()
    return not waiting


def _holds(attributes: Mapping[str, str], name: str, operator: str, wanted: str) -> bool:
    value = attributes.get(name)
    if value is None or not operator:
        return value is not None
    match operator:
        case "=":
            return value == wanted
        case "~=":
            return wanted in value.split()
        case "^=":
            return bool(wanted) and value.startswith(wanted)
        case "$=":
            return bool(wanted) and value.endswith(wanted)
        case "*=":
            return bool(wanted) and wanted in value
        case _:
            return value == wanted or value.startswith(f"{wanted}-")
