"""Levels, counts and ports as people type them."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from inventory.faults import FaultKind
from inventory.safe_text import quoted
from inventory.words import WrongValueError, fold

LONGEST_NUMBER = 15
GROUPED = re.compile(
    r"\d{1,3}(?:([.,\s\u00a0\u202f])\d{3})(?:\1\d{3})*"
)  # 1.200 as written here, 1,200 elsewhere
LEVEL = re.compile(r"(?:cap ?(?:do)?|cd|level|muc)? ?(?:so )?([1-5])")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
ROMAN_LEVEL = re.compile(r"(?:cap ?(?:do)?|cd|level|muc)? ?(i{1,3}|iv|v)")
PORT = re.compile(r"(\d{1,5})(?:\s?/\s?(?:tcp|udp))?")
RANGE = re.compile(r"(\d{1,5})\s*[-–]\s*(\d{1,5})")
BETWEEN_PORTS = re.compile(r"[\s;,|+&]+")
AROUND_DASH = re.compile(r"\s*[-–]\s*")
WIDEST = 1_024  # ports that a range may stand for
LONG_RUN = 4  # ports in a row that are written as a range
HIGHEST_PORT = 65_535

NO_NUMBER = FaultKind(
    vi="{value} không phải số nguyên: chỉ ghi chữ số", en="{value} is not a whole number: write digits only"
)
NO_LEVEL = FaultKind(
    vi="{value} không phải cấp độ: ghi từ 1 đến 5", en="{value} is not a security level: write 1 to 5"
)
NO_PORTS = FaultKind(
    vi="{value} không phải cổng: ghi như 80; 443 hoặc 8000-8010 (tối đa {most} cổng)",
    en="{value} is no port: write them as 80; 443, or 8000-8010 (at most {most} ports)",
)


def read_integer(raw: object) -> int:
    """A whole number, not negative; thousands may be set apart."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = str(raw).strip()
    if isinstance(raw, str) and GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    if isinstance(raw, bool) or not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise WrongValueError(NO_NUMBER(value=quoted(raw)))
    return int(text)


def read_level(raw: object) -> int:
    """``3``, ``III``, ``Cấp 3``, ``Cấp độ III``, ``CĐ3``; another number is the model's to refuse."""
    if isinstance(raw, str):
        folded = fold(raw).strip(" .,;")
        if match := LEVEL.fullmatch(folded):
            return int(match[1])
        if match := ROMAN_LEVEL.fullmatch(folded):
            return ROMAN[match[1]]
        if not raw.strip().isdecimal():
            raise WrongValueError(NO_LEVEL(value=quoted(raw)))
    return read_integer(raw)


def read_port(raw: object) -> int:
    """``443`` or ``443/tcp``."""
    match = PORT.fullmatch(raw.strip().lower()) if isinstance(raw, str) else None
    return int(match[1]) if match else read_integer(raw)


def read_ports(raw: object) -> tuple[int, ...]:
    """Several, however they are set apart, and ranges of them."""
    if isinstance(raw, list | tuple):
        return tuple(port for item in raw for port in read_ports(item))
    if not isinstance(raw, str):
        return (read_integer(raw),)
    words = BETWEEN_PORTS.split(
        AROUND_DASH.sub("-", raw.strip().lower().replace(" /", "/").replace("/ ", "/"))
    )
    return tuple(port for word in words if word.strip("–-") for port in _ports_of(word, raw))


def _ports_of(word: str, raw: str) -> Iterable[int]:
    if match := PORT.fullmatch(word):
        return (int(match[1]),)
    match = RANGE.fullmatch(word)
    first, last = (int(match[1]), int(match[2])) if match else (1, 0)
    if not first <= last <= min(first + WIDEST - 1, HIGHEST_PORT):
        raise WrongValueError(NO_PORTS(value=quoted(raw), most=WIDEST))
    return range(first, last + 1)


def write_ports(ports: tuple[int, ...]) -> str | None:
    """The ports in their order; long runs as ranges, which a cell has room for."""
    return "; ".join(_runs(ports)) or None


def _runs(ports: tuple[int, ...]) -> Iterator[str]:
    breaks = [place for place, (one, other) in enumerate(pairwise(ports), start=1) if other != one + 1]
    for start, end in pairwise([0, *breaks, len(ports)] if ports else []):
        run = ports[start:end]
        if len(run) >= LONG_RUN and len(run) <= WIDEST:
            yield f"{run[0]}-{run[-1]}"
        else:
            yield from map(str, run)
