"""A catalogue of requirements of one's own: XLSX, CSV, YAML or TOML, read whole or refused whole."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from inventory.errors import InventoryError
from inventory.files.assembling.assemble import build
from inventory.files.layout.sheets import Part, Sheet
from inventory.files.opening.sheets import open_sheets
from inventory.files.opening.yaml_loading import load_yaml
from inventory.files.reading.raw import RawSheet, RawTable
from inventory.files.reading.result import CellError, ImportRefusedError, UnreadableError
from inventory.files.reading.rows import read_content
from inventory.files.reading.tables import name_of, table_at
from inventory.files.requirements.catalogue_columns import CATALOGUE_COLUMNS
from inventory.files.requirements.checking import wrong_requirements
from inventory.model import Code, Inventory, Text
from inventory.requirements.entries import CatalogueEntry, assembled
from inventory.requirements.model import Catalogue
from inventory.safe_text import quoted, visible
from inventory.toml_files import TomlError, read_text, validated
from inventory.wording.phrases import Foreign, Phrase, os_reason

OWN = Sheet(Part.REQUIREMENTS, "Yêu cầu", "Requirements", CatalogueEntry, "code", CATALOGUE_COLUMNS)
FEWEST = 2  # known columns of a header
LARGEST = 20 * 1024 * 1024  # bytes
KIND = Phrase("catalogue of requirements")


@dataclass(frozen=True)
class CatalogueName:
    """What a catalogue is called; files of tables rarely say so themselves."""

    code: Code
    title: str
    version: str
    since: date

    def fields(self) -> dict[str, Any]:
        """As a row has them."""
        return {
            "catalogue": self.code,
            "catalogue_title": self.title,
            "version": self.version,
            "since": self.since,
        }


def read_catalogue(path: Path, name: CatalogueName) -> Catalogue:
    """The catalogue in a file. ``name``: what it is called, whatever the file says of itself.

    Raises:
        InventoryError: it can't be read, or anything in it is wrong; every mistake.

    """
    _refuse_large(path)
    suffix = path.suffix.lower()
    if suffix in TREES:
        return _from_tree(path, TREES[suffix](path), name)
    if suffix not in TABLES:
        known = ", ".join([*TABLES, *TREES])
        raise InventoryError(
            "{path} can't be read as a {kind}: use one of {known}", path=quoted(path), kind=KIND, known=known
        )
    try:
        table = _with_header(open_sheets(path))
    except UnreadableError as error:
        raise InventoryError("{path} {error}", path=visible(str(path)), error=error) from error
    return _from_table(path, table, name)


def _refuse_large(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InventoryError(
            "cannot read {kind} {path}: {reason}", kind=KIND, path=path, reason=os_reason(error)
        ) from error
    if size > LARGEST:
        raise InventoryError(
            "{kind} {path} is over {most} MB: remove what is no requirement",
            kind=KIND,
            path=path,
            most=LARGEST // 2**20,
        )


def _from_tree(path: Path, content: object, name: CatalogueName) -> Catalogue:
    if not isinstance(content, dict):
        raise InventoryError("{kind} {path} has no list `requirements` at its top", kind=KIND, path=path)
    title = Text(vi=name.title, en=name.title)
    own = {"code": name.code, "title": title, "version": name.version, "valid_from": name.since}
    return validated(str(path), {**content, **own}, Catalogue)


def _toml(path: Path) -> object:
    try:
        return tomllib.loads(read_text(path, KIND))
    except tomllib.TOMLDecodeError as error:
        raise TomlError(str(path), [Phrase("is no TOML: {reason}", reason=Foreign(str(error)))]) from error


def _yaml(path: Path) -> object:
    try:
        return load_yaml(read_text(path, KIND))
    except yaml.YAMLError as error:
        raise InventoryError(
            "{kind} {path} is not YAML: {reason}",
            kind=KIND,
            path=path,
            reason=Foreign(visible(str(error).splitlines()[0])),
        ) from error


def _from_table(path: Path, table: RawTable, name: CatalogueName) -> Catalogue:
    content = read_content([(OWN, table)], Inventory())
    content.drafts[Part.REQUIREMENTS] = [
        replace(draft, fields={**draft.fields, **name.fields()})
        for draft in content.drafts[Part.REQUIREMENTS]
    ]
    rows = build(content, Inventory())[Part.REQUIREMENTS]
    errors = [*content.errors, *wrong_requirements(rows)]
    if not rows and not errors:
        errors = [CellError(table.sheet, None, None, "has no requirement: one a row, below the header")]
    if errors:
        raise ImportRefusedError(str(path), dict.fromkeys(errors))
    return assembled(row.model for row in rows if isinstance(row.model, CatalogueEntry))[0].catalogue


def _with_header(sheets: list[RawSheet]) -> RawTable:
    """The first table with a header that is known, which may stand below lines of a title."""
    for sheet in sheets:
        for place, row in enumerate(sheet.rows):
            header = tuple(_without_blanks(list(map(name_of, row.cells))))
            if OWN.known_columns(header) >= FEWEST and "code" in map(_field, header):
                return table_at(sheet, place, header)
    names = ", ".join(
        column.vi for column in CATALOGUE_COLUMNS if column.field in ("code", "title", "levels")
    )
    raise UnreadableError("has no table of requirements: name its columns {names}", names=names)


def _without_blanks(names: list[str]) -> list[str]:
    """Without those at the end, which a cell formatted far to the right leaves."""
    while names and not names[-1]:
        names.pop()
    return names


def _field(name: str) -> str | None:
    column = OWN.column(name) if name else None
    return column.field if column else None


TABLES = (".xlsx", ".csv")
TREES: Mapping[str, Callable[[Path], object]] = {".yaml": _yaml, ".yml": _yaml, ".toml": _toml}
