"""New names close to those that are there: two spellings of one body or system, most likely.

Numbers count: phường 1 and phường 2 are two bodies, however alike their names are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from inventory.files.cells.names import plain_key
from inventory.files.layout.sheets import Part
from inventory.model import Code, Inventory, Organization, System

SHORT = {  # before a number or a name, as in "UBND P1"
    "p": "phuong", "x": "xa", "q": "quan", "h": "huyen", "tx": "thi xa", "tp": "thanh pho", "tt": "thi tran",
}  # fmt: skip
ALIKE = 0.9  # of difflib's ratio: one or two letters of a usual name
MOST_COMPARED = 200_000  # pairs of names: some seconds
Listed = Organization | System
NameKey = tuple[tuple[str, ...], str]  # its numbers, its words


class Similar(NamedTuple):
    """A new item and the one that its name is close to, stored or in the same file."""

    part: Part
    new: Listed
    other: Listed


def similar_names(before: Inventory, file: Inventory) -> tuple[Similar, ...]:
    """Every new item whose name or code is close to another's; of each the closest."""
    return (
        *_similar(Part.ORGANIZATIONS, before.organizations, file.organizations),
        *_similar(Part.SYSTEMS, before.systems, file.systems),
    )


def _similar(part: Part, stored: Iterable[Listed], named: Iterable[Listed]) -> Iterator[Similar]:
    there: dict[Code, Listed] = {item.code: item for item in stored}
    new = [item for item in named if item.code not in there]
    by_numbers: dict[tuple[str, ...], list[tuple[str, Listed]]] = defaultdict(list)
    by_code = {code.casefold(): item for code, item in there.items()}
    for item in there.values():
        numbers, words = _key(item)
        by_numbers[numbers].append((words, item))
    left = MOST_COMPARED
    for item in new:
        numbers, words = _key(item)
        candidates = by_numbers[numbers]
        other = by_code.get(item.code.casefold()) or _closest(item, words, candidates[:left])
        left = max(0, left - len(candidates))
        if other is not None:
            yield Similar(part, item, other)
        candidates.append((words, item))


def _closest(item: Listed, words: str, candidates: Iterable[tuple[str, Listed]]) -> Listed | None:
    best, closest = ALIKE, None
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(words)
    for other_words, other in candidates:
        if _told_apart(item, other):
            continue
        if other_words == words:
            return other
        matcher.set_seq1(other_words)
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best and matcher.ratio() >= best:
            best, closest = matcher.ratio(), other
    return closest


def _told_apart(item: Listed, other: Listed) -> bool:
    """Systems of two owners, and of two operators, may well have the same name."""
    if not isinstance(item, System) or not isinstance(other, System):
        return False
    return (item.owner, item.operator) != (other.owner, other.operator)


def _key(item: Listed) -> NameKey:
    words = [part for word in plain_key(item.name) for part in re.findall(r"\d+|[^\d]+", word)]
    full = [SHORT.get(word, word) for word in words]
    return tuple(sorted(word.lstrip("0") for word in full if word.isdigit())), " ".join(full)
