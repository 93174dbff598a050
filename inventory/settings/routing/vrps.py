"""Validated ROA payloads (RFC 6811) as rpki-client or Routinator export them: JSON or CSV, packed or not."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from inventory.settings.routing.imported import LONGEST_LINE, DownloadedFile
from inventory.settings.routing.prefixes import BITS, MOST, Prefix, PrefixTable, parsed
from inventory.wording.phrases import Foreign, Phrase

SETTING = "rpki.vrps"
HOW = Phrase("export them again: rpki-client -j or -c, or routinator vrps --format json or csv")
MAX_LENGTH_BITS = 8  # at the end of a value, after the number of the network
OBJECT = re.compile(r"\{[^{}]*\}")
MOMENTS = ("buildtime", "generatedTime")  # of rpki-client, and of Routinator
COLUMNS = ("asn", "ip prefix", "max length")
LARGEST_AS = 2**32 - 1


@dataclass(frozen=True)
class Vrps:
    """By prefix: the network that may announce it, and down to which length."""

    table: PrefixTable
    day: date
    sha256: str


def vrp_file(value: str) -> str:
    """The whole path of a file that can be read.

    Raises:
        InventoryError: it cannot, or is none.

    """
    path = Path(value).absolute()
    read_vrps(path)
    return str(path)


def read_vrps(path: Path) -> Vrps:
    """What the file says.

    Raises:
        InventoryError: it cannot be read, or holds no such thing.

    """
    file = DownloadedFile(path, SETTING, HOW)
    told: list[date] = []
    first = next(file.pieces(), "")
    rows = _of_json(file, told) if first.lstrip()[:1] == "{" else _of_csv(file)
    table = PrefixTable(_bounded(rows, file))
    if not len(table):
        raise file.refusal(Phrase("holds no VRP"))
    return Vrps(table, min(told, default=file.day()), file.sha256())


def _bounded(rows: Iterator[tuple[Any, Any, Any]], file: DownloadedFile) -> Iterator[Prefix]:
    for number, (origin, prefix, longest) in enumerate(rows, 1):
        if number > MOST:
            raise file.refusal(Phrase("has more than {most:,} VRPs", most=MOST))
        try:
            yield _vrp(str(origin), str(prefix), "" if longest is None else str(longest))
        except ValueError as error:
            raise file.refusal(Phrase("entry {number} is no VRP", number=number)) from error


def _vrp(origin: str, prefix: str, longest: str) -> Prefix:
    number = int(origin.upper().removeprefix("AS"))
    length = int(longest or prefix.rpartition("/")[2])
    found = parsed(prefix, number << MAX_LENGTH_BITS | length)
    if not 0 <= number <= LARGEST_AS or not found.length <= length <= BITS[found.version]:
        raise ValueError
    return found


def _of_json(file: DownloadedFile, told: list[date]) -> Iterator[tuple[Any, Any, Any]]:
    """Read one flat object after the other: the whole would take more memory than a scan may."""
    for found in _objects(file):
        if "prefix" in found:
            yield found.get("asn"), found["prefix"], found.get("maxLength")
        else:
            told.extend(_days(found))


def _objects(file: DownloadedFile) -> Iterator[dict[str, Any]]:
    rest = ""
    for piece in file.pieces():
        text, end = rest + piece, 0
        for match in OBJECT.finditer(text):
            end = match.end()
            try:
                yield json.loads(match[0])
            except ValueError as error:
                raise file.refusal(Phrase("is no JSON ({reason})", reason=Foreign(str(error)))) from error
        last = text.rfind("{")
        rest = text[last:] if last >= end else ""
        if len(rest) > LONGEST_LINE:
            raise file.refusal(Phrase("is no list of VRPs"))


def _days(found: dict[str, Any]) -> Iterator[date]:
    for key in MOMENTS:
        try:
            yield datetime.fromisoformat(found[key]).astimezone(UTC).date()
        except (KeyError, TypeError, ValueError):
            continue


def _of_csv(file: DownloadedFile) -> Iterator[tuple[Any, Any, Any]]:
    """``ASN,IP Prefix,Max Length,Trust Anchor``, and in rpki-client's ``Expires`` too."""
    rows = ([column.strip(' "\r') for column in line.split(",")] for line in file.lines())
    heads = [head.lower() for head in next(rows, [])]
    if not all(head in heads for head in COLUMNS):
        raise file.refusal(Phrase("has no columns ASN, IP Prefix and Max Length"))
    origin, prefix, longest = (heads.index(head) for head in COLUMNS)
    for number, row in enumerate(rows, 2):
        if row == [""]:
            continue
        if len(row) <= max(origin, prefix, longest):
            raise file.refusal(Phrase("line {number} has too few columns", number=number))
        yield row[origin], row[prefix], row[longest]
