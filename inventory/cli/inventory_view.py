"""Inventories on the terminal. What comes from data is shown, never obeyed: no markup, no control codes."""

from collections.abc import Iterable, Sequence
from datetime import date

import typer

from inventory.approvals.events import ApprovalEvent
from inventory.cli.terminal import print_table
from inventory.dates import day
from inventory.errors import InventoryError
from inventory.files.layout.columns import Column
from inventory.files.layout.filled_sheets import filled_sheets
from inventory.files.layout.sheets import Part, Sheet
from inventory.model import Code, Inventory, Language
from inventory.safe_text import visible
from inventory.words import suggestion

SYSTEM_FIELDS = ("code", "name", "owner", "proposed_level", "in_operation_since", "is_portal")
ORGANIZATION_FIELDS = ("code", "name", "kind", "parent", "web_page_since")
ENDPOINT_FIELDS = ("host", "https_port", "http_port", "role", "allowed_ports", "private")
EVENT_FIELDS = ("on", "kind", "level", "number", "authority", "result", "until", "note")
NAMED = 10  # codes
CARD_PARTS = {Part.ORGANIZATIONS, Part.SYSTEMS, Part.PERMISSIONS}
Rows = Sequence[Sequence[object]]
FIELDS = {Part.ENDPOINTS: ENDPOINT_FIELDS, Part.EVENTS: EVENT_FIELDS}


def print_list(inventory: Inventory, part: Part, lang: Language) -> None:
    """All systems or all organizations, one a line."""
    fields = SYSTEM_FIELDS if part is Part.SYSTEMS else ORGANIZATION_FIELDS
    listed = next(filled for filled in filled_sheets(inventory, ()) if filled.sheet.part is part)
    _print_rows(listed.sheet, list(listed.rows), fields, lang)


def print_item(inventory: Inventory, events: Iterable[ApprovalEvent], code: str, lang: Language) -> None:
    """Everything about the system or organization with this code.

    Raises:
        InventoryError: neither has it.

    """
    organizations = tuple(item for item in inventory.organizations if item.code == code)
    systems = tuple(item for item in inventory.systems if item.code == code)
    if not organizations and not systems:
        codes = [system.code for system in inventory.systems]
        codes += [organization.code for organization in inventory.organizations]
        hint = suggestion(code, codes) or "; see capdo inventory list"
        raise InventoryError(f"no system or organization has the code {visible(code)!r}{hint}")
    about = Inventory(organizations=organizations, systems=systems)
    own_events = [event for event in events if event.system == code] if systems else []
    for filled in filled_sheets(about, own_events):
        rows = list(filled.rows)
        if rows and filled.sheet.part in CARD_PARTS:
            _print_card(filled.sheet, rows, lang)
        elif rows:
            _print_rows(filled.sheet, rows, FIELDS[filled.sheet.part], lang)


def print_undated(codes: Sequence[Code]) -> None:
    """Which systems no indicator counts and no scan looks at, and what to do."""
    names = visible(", ".join([*codes[:NAMED], *(["…"] if len(codes) > NAMED else [])]))
    count = len(codes)
    typer.echo(
        f"{count} hệ thống chưa có ngày vận hành nên chưa được tính vào chỉ tiêu, chưa được rà quét: {names}"
    )
    typer.echo(f"{count} systems have no day of operation: not counted, and not scanned: {names}")


def _print_card(sheet: Sheet, rows: Rows, lang: Language) -> None:
    cells = zip(sheet.columns, rows[0], strict=True)
    told = [(_heading(column, lang), _cell(column, cell, lang)) for column, cell in cells if cell is not None]
    print_table(_title(sheet, rows, lang), ("", ""), told)


def _print_rows(sheet: Sheet, rows: Rows, fields: Sequence[str], lang: Language) -> None:
    chosen = [(index, column) for index, column in enumerate(sheet.columns) if column.field in fields]
    chosen.sort(key=lambda pair: fields.index(pair[1].field))
    headings = [_heading(column, lang) for _, column in chosen]
    told = [[_cell(column, row[index], lang) for index, column in chosen] for row in rows]
    print_table(_title(sheet, rows, lang), headings, told)


def _title(sheet: Sheet, rows: Rows, lang: Language) -> str:
    return f"{sheet.vi if lang == 'vi' else sheet.en} ({len(rows)})"


def _heading(column: Column, lang: Language) -> str:
    return column.vi if lang == "vi" else column.en


def _cell(column: Column, cell: object, lang: Language) -> object:
    if isinstance(cell, date):
        return day(cell, lang)
    if column.words and lang == "en" and cell is not None:
        return column.words.english(column.words.read(cell))
    return cell
