"""Style sheets as far as they may hide something: what is declared of an element (CSS 2.2, section 6.4)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from checks.content._styles.selectors import Element, Simple, compounds_of, fit, specificity
from checks.content._styles.values import declarations, without_comments
from checks.content._work import Work

SHEET_LENGTH = 600_000  # characters of style sheets that are read for one page
RULE_COUNT = 8_000
SELECTOR_COUNT = 40  # of one rule
CANDIDATES = 200  # rules tried on one element
AROUND = 3  # elements around one that are compared in one step
DECLARED = 2  # steps for a declaration that fits

_BRACES = re.compile(r"[{}]")
_TELLING = re.compile(
    r"display|visib|opac|position|left|right|top|bottom|width|height|overflow|clip|filter|"
    r"transform|scale|translate|indent"
    r"|font|direction|bidi|color|background|margin|zoom|line-height|--|\\|float|content|all\b",
    re.IGNORECASE,
)
_NOT_ON_SCREEN = re.compile(
    r"@media[^{]*\bprint\b(?![^{]*\bscreen\b)|@media[^{]*\bmax-(?:device-)?width|@(?:-\w+-)"
    r"?keyframes|@font-face|@page",
    re.IGNORECASE,
)


class _Rule(NamedTuple):
    compounds: tuple[Simple, ...]
    weight: tuple[int, int, int, int]  # ids, classes, names, order: what wins over what
    declared: Mapping[str, tuple[str, bool]]


class Sheets:
    """The rules of a page's style sheets, by what the element they are about must have."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_key: dict[str, list[_Rule]] = defaultdict(list)
        self.variables: dict[str, str] = {}
        left = SHEET_LENGTH
        self._count = 0
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
            self.variables.update(
                {name: value for name, (value, _) in declared.items() if name.startswith("--")}
            )
            for selector in selectors.split(",")[:SELECTOR_COUNT]:
                self._add(selector, declared)

    def _add(self, selector: str, declared: Mapping[str, tuple[str, bool]]) -> None:
        compounds = compounds_of(selector)
        if compounds:
            last = compounds[-1]
            key = (
                f"#{last.identifier}"
                if last.identifier
                else f".{last.classes[0]}"
                if last.classes
                else last.name or "*"
            )
            self._count += 1
            self._by_key[key].append(_Rule(compounds, (*specificity(compounds), self._count), declared))

    def declared_of(
        self, element: Element, ancestors: Sequence[Element], work: Work
    ) -> dict[str, tuple[str, bool]]:
        """What the sheets declare of an element, the winning value of each property."""
        if not self._by_key:
            return {}
        keys = ("*", element.name, f"#{element.identifier}", *(f".{name}" for name in element.classes))
        candidates = [rule for key in keys if key in self._by_key for rule in self._by_key[key][:CANDIDATES]]
        deep = sum(len(rule.compounds) > 1 for rule in candidates)
        work.take(len(candidates) + deep * len(ancestors) // AROUND)
        if not candidates or work.is_over:
            return {}
        fitting = sorted(
            (rule for rule in candidates if fit(rule.compounds, element, ancestors)),
            key=lambda rule: rule.weight,
        )
        merged: dict[str, tuple[str, bool]] = {}
        work.take(DECLARED * sum(len(rule.declared) for rule in fitting))
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
