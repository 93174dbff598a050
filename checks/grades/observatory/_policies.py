"""Content Security Policies as the Observatory reads and combines them, which no browser does.

Of the second and further policies it keeps a source only where it stands next to a matching one of another
policy in alphabetical order, and a directive that only they have allows nothing. Version 4 takes several
headers for one policy with commas in it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checks.grades.observatory._chart import VERSIONS, Version

SHORTEST = 6  # characters; anything shorter is an error
POLICY_COUNT = 50
TEXT_LENGTH = 100_000  # characters read of all policies together
MAY_REPEAT = frozenset({"report-uri", "report-to"})
NONE = "'none'"
# The order of the Unicode Collation Algorithm; all letters are small here.
ALPHABET = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"
_PLACES = {character: place for place, character in enumerate(ALPHABET)}
_ESCAPES = re.compile(r"(?:%[0-9a-f]{2})++")

Directives = dict[str, set[str]]


class MalformedPolicyError(ValueError):
    """The Observatory calls the header invalid."""


@dataclass
class _Source:
    text: str
    policy: int
    is_kept: bool


@dataclass
class _Reading:
    """What was made of the policies so far. ``repeated``: reporting directives that one policy has twice."""

    is_one_of_several: bool
    directives: dict[str, list[_Source]]
    repeated: bool = False


def separate(values: Iterable[str], version: Version) -> list[str]:
    """The policies in the values of headers and meta elements, cleaned of line breaks."""
    parts = (
        list(values) if version == VERSIONS[0] else [part for value in values for part in value.split(",")]
    )
    cleaned = [part.replace("\r", "").replace("\n", "").strip() for part in parts[:POLICY_COUNT]]
    return [part[: TEXT_LENGTH // len(cleaned)] for part in cleaned]


def combine(policies: Sequence[str]) -> tuple[Directives, bool]:
    """What all of them allow together, and whether a reporting directive stands twice in one.

    Raises:
        MalformedPolicyError: one is too short, or repeats another directive, or a path cannot be decoded.

    """
    if any(len(policy) < SHORTEST for policy in policies):
        raise MalformedPolicyError("a policy is too short")
    reading = _Reading(len(policies) > 1, {})
    for number, policy in enumerate(policies):
        _read(policy, number, reading)
    allowed = {
        name: {source.text for source in sources} or {NONE} for name, sources in reading.directives.items()
    }
    return allowed, reading.repeated


def _read(policy: str, number: int, reading: _Reading) -> None:
    met: set[str] = set()
    for entry in policy.lower().split(";"):
        name, *texts = entry.split() or [""]
        if not name:
            continue
        if name in met and name not in MAY_REPEAT:
            raise MalformedPolicyError(f"{name} stands twice in one policy")
        reading.repeated |= name in met
        met.add(name)
        _merge(name, texts, number, reading)


def _merge(name: str, texts: list[str], number: int, reading: _Reading) -> None:
    is_first = number == 0
    written = texts or ([NONE] if name.endswith("-src") else [])
    new = [_Source(text, number, is_first) for text in written]
    together = sorted(
        new if is_first else [*reading.directives.get(name, ()), *new], key=lambda source: _key(source.text)
    )
    for before, source in pairwise(together):
        _compare(before, source)
    kept = [source for source in together if source.is_kept]
    if is_first and reading.is_one_of_several:
        for source in kept:
            source.is_kept = False  # until another policy has it too
    reading.directives[name] = kept


def _compare(before: _Source, source: _Source) -> None:
    if source.policy == before.policy:
        if source.text.startswith(before.text):
            source.is_kept = False
    elif _leads_to(before.text, source.text):
        source.is_kept = True


def _leads_to(path: str, other: str) -> bool:
    """Whether both are the same, or the other lies below the path, which then ends with a slash."""
    if not path:
        return True
    parts, others = path.split("/"), other.split("/")
    if path.endswith("/"):
        if len(parts) > len(others):
            return False
        parts.pop()
    elif len(parts) != len(others):
        return False
    return all(_decoded(part) == _decoded(piece) for part, piece in zip(parts, others, strict=False))


def _decoded(part: str) -> str:
    """Percent-decoded.

    Raises:
        MalformedPolicyError: it is no percent-encoded UTF-8.

    """
    if "%" in _ESCAPES.sub("", part):
        raise MalformedPolicyError("a path holds a percent sign that begins nothing")
    try:
        return _ESCAPES.sub(lambda run: bytes.fromhex(run[0].replace("%", "")).decode("utf-8"), part)
    except UnicodeDecodeError as error:
        raise MalformedPolicyError("a path is not in UTF-8") from error


def _key(text: str) -> tuple[int, ...]:
    return tuple(_PLACES.get(character, len(ALPHABET) + ord(character)) for character in text)
