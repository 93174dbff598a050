"""CISA's catalogue of known exploited vulnerabilities, as the officer downloaded it: JSON or CSV."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from inventory.errors import InventoryError
from inventory.safe_text import quoted
from inventory.wording.phrases import Foreign, Phrase, os_reason

LARGEST = 50_000_000  # bytes; the whole catalogue has some two million
MOST = 100_000  # entries
HOW = Phrase("download known_exploited_vulnerabilities.json (or .csv) from CISA again")
KevText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class KevRow(BaseModel):
    """One vulnerability; what else the catalogue says of it is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    cve: Annotated[str, Field(alias="cveID", pattern=r"^CVE-\d{4}-\d{4,10}$")]
    vendor: Annotated[KevText, Field(alias="vendorProject")]
    product: KevText
    added: Annotated[date, Field(alias="dateAdded")]


class KevCatalogue(BaseModel):
    """All of them. ``version``: the catalogue's own; of a CSV file the day of its newest entry."""

    model_config = ConfigDict(frozen=True)

    version: str
    rows: tuple[KevRow, ...]


def kev_file(value: str) -> str:
    """The whole path of a catalogue that can be read.

    Raises:
        InventoryError: it cannot, or is none.

    """
    path = Path(value).absolute()
    read_catalogue(path)
    return str(path)


def read_catalogue(path: Path) -> KevCatalogue:
    """The catalogue.

    Raises:
        InventoryError: the file cannot be read, is no catalogue, or is too large.

    """
    text = _text(path)
    is_json = text.lstrip()[:1] == "{"
    version, found = _of_json(text, path) if is_json else ("", csv.DictReader(text.splitlines()))
    rows = _rows(found, path)
    return KevCatalogue(version=version or max(row.added for row in rows).isoformat(), rows=rows)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise _refusal(path, Phrase("is larger than {most:,} bytes", most=LARGEST))
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _refusal(path, Phrase("cannot be read ({reason})", reason=_why(error))) from error


def _of_json(text: str, path: Path) -> tuple[str, Iterable[Any]]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refusal(path, Phrase("is no JSON ({reason})", reason=Foreign(str(error)))) from error
    rows = document.get("vulnerabilities")
    if not isinstance(rows, list):
        raise _refusal(path, Phrase("has no list “vulnerabilities”"))
    return str(document.get("catalogVersion", ""))[:50], rows


def _rows(found: Iterable[Any], path: Path) -> tuple[KevRow, ...]:
    rows: list[KevRow] = []
    try:
        rows.extend(KevRow.model_validate(row) for row in islice(found, MOST))
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(map(str, fault["loc"]))
        raise _refusal(
            path,
            Phrase(
                "entry {number}: {field} can't be taken",
                number=len(rows) + 1,
                field=field or Phrase("all of it"),
            ),
        ) from error
    except csv.Error as error:
        raise _refusal(path, Phrase("is no CSV ({reason})", reason=Foreign(str(error)))) from error
    if not rows:
        raise _refusal(path, Phrase("holds no vulnerability"))
    return tuple(rows)


def _refusal(path: Path, what: Phrase) -> InventoryError:
    return InventoryError(
        "{setting}: {path} {what}: {how}", setting="kev.file", path=quoted(str(path)), what=what, how=HOW
    )


def _why(error: OSError | UnicodeDecodeError) -> Phrase:
    return os_reason(error) if isinstance(error, OSError) else Phrase("it is not UTF-8 text")
