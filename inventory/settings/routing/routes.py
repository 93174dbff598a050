"""Tables of which network announces which prefix: RIPE's riswhoisdump, or CAIDA's pfx2as; packed or not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inventory.errors import InventoryError
from inventory.settings.routing.imported import DownloadedFile
from inventory.settings.routing.prefixes import MOST, Prefix, PrefixTable, parsed
from inventory.wording.phrases import Phrase

SETTING, SEPARATOR = "rpki.routes", ";"
HOW = Phrase(
    "download riswhoisdump.IPv4.gz and riswhoisdump.IPv6.gz from RIPE RIS, or pfx2as files from CAIDA"
)
COMMENTS = "%#"
ORIGINS = re.compile(r"[_,]")  # of several: 64496_64497, {64496,64497}
DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
LARGEST_AS = 2**32 - 1
COLUMNS = 3
MOST_ORIGINS = 16  # of one line


@dataclass(frozen=True)
class Routes:
    """The origin networks by prefix. ``day``: of the oldest of the files; ``sha256``: theirs, joined."""

    table: PrefixTable
    day: date
    sha256: str


def route_files(value: str) -> str:
    """The whole paths of tables that can be read, separated by semicolons.

    Raises:
        InventoryError: one cannot, or is none.

    """
    paths = [Path(one).absolute() for one in routes_in(value)]
    if not paths:
        raise InventoryError("{setting}: names no file: {how}", setting=SETTING, how=HOW)
    read_routes(paths)
    return f"{SEPARATOR} ".join(map(str, paths))


def routes_in(value: str) -> tuple[str, ...]:
    """The files that a value names."""
    return tuple(name.strip() for name in value.split(SEPARATOR) if name.strip())


def read_routes(paths: Iterable[Path]) -> Routes:
    """The tables of these files as one.

    Raises:
        InventoryError: one cannot be read, or is none.

    """
    files = [DownloadedFile(path, SETTING, HOW) for path in paths]
    table = PrefixTable(prefix for file in files for prefix in _prefixes(file))
    hashes = " ".join(file.sha256() for file in files)
    return Routes(table, min(map(_day, files)), hashes)


def _prefixes(file: DownloadedFile) -> Iterator[Prefix]:
    number = 0
    for place, line in enumerate(file.lines(), 1):
        columns = line.split()
        if not columns or columns[0][0] in COMMENTS:
            continue
        try:
            found = _of_line(columns)
        except ValueError as error:
            raise file.refusal(Phrase("line {place} is no prefix with its network", place=place)) from error
        number += len(found)
        if number > MOST:
            raise file.refusal(Phrase("has more than {most:,} prefixes", most=MOST))
        yield from found
    if not number:
        raise file.refusal(Phrase("holds no prefix"))


def _of_line(columns: list[str]) -> tuple[Prefix, ...]:
    """``AS prefix peers`` of RIPE; ``address length AS`` of CAIDA."""
    if len(columns) < COLUMNS:
        raise ValueError
    prefix, origins = columns[1], columns[0]
    if "/" not in prefix:
        prefix, origins = f"{columns[0]}/{columns[1]}", columns[2]
    if origins.isdecimal():
        return (parsed(prefix, _number(origins)),)
    several = ORIGINS.split(origins.strip("{}"))[:MOST_ORIGINS]
    return tuple(parsed(prefix, _number(one)) for one in several)


def _number(text: str) -> int:
    number = int(text)
    if not 0 <= number <= LARGEST_AS:
        raise ValueError
    return number


def _day(file: DownloadedFile) -> date:
    """CAIDA writes it in the name; RIPE nowhere."""
    found = DAY_IN_NAME.search(file.path.name)
    try:
        return date(*map(int, found.groups())) if found else file.day()
    except ValueError:
        return file.day()
