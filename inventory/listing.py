"""Inventories on the terminal. What comes from data is shown, never obeyed: no markup, no control codes."""

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from inventory.approvals import ApprovalEvent
from inventory.errors import InventoryError
from inventory.layout.cells import Filled, filled_sheets
from inventory.layout.columns import Column
from inventory.layout.sheets import Part
from inventory.layout.words import printable, suggestion
from inventory.model import Inventory
from inventory.options import Language

SYSTEM_FIELDS = ("code", "name", "owner", "proposed_level", "in_operation_since", "is_portal")
ORGANIZATION_FIELDS = ("code", "name", "kind", "parent", "web_page_since")
ENDPOINT_FIELDS = ("host", "https_port", "http_port", "role", "allowed_ports")
EVENT_FIELDS = ("on", "kind", "level", "number", "authority", "result", "until", "note")
CARD_PARTS = {Part.ORGANIZATIONS, Part.SYSTEMS, Part.PERMISSIONS}
FIELDS = {Part.ENDPOINTS: ENDPOINT_FIELDS, Part.EVENTS: EVENT_FIELDS}


def listed(inventory: Inventory, part: Part, lang: Language) -> Table:
    """All systems or all organizations, one a line."""
    fields = SYSTEM_FIELDS if part is Part.SYSTEMS else ORGANIZATION_FIELDS
    found = next(filled for filled in filled_sheets(inventory, ()) if filled.sheet.part is part)
    return _table(found, fields, lang)


def shown_item(
    inventory: Inventory, events: Iterable[ApprovalEvent], code: str, lang: Language
) -> RenderableType:
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
        raise InventoryError(f"no system or organization has the code {printable(code)!r}{hint}")
    about = Inventory(organizations=organizations, systems=systems)
    theirs = [event for event in events if event.system == code] if systems else []
    return Group(*(_part(filled, lang) for filled in filled_sheets(about, theirs) if filled.rows))


def _part(filled: Filled, lang: Language) -> Table:
    if filled.sheet.part not in CARD_PARTS:
        return _table(filled, FIELDS[filled.sheet.part], lang)
    card = Table(title=_title(filled, lang), title_justify="left", show_header=False)
    for column, cell in zip(filled.sheet.columns, filled.rows[0], strict=True):
        if cell is not None:
            card.add_row(_heading(column, lang), _text(column, cell, lang))
    return card


def _table(filled: Filled, fields: Sequence[str], lang: Language) -> Table:
    chosen = [(index, column) for index, column in enumerate(filled.sheet.columns) if column.field in fields]
    chosen.sort(key=lambda pair: fields.index(pair[1].field))
    table = Table(title=_title(filled, lang), title_justify="left")
    for _, column in chosen:
        table.add_column(_heading(column, lang), overflow="fold")
    for row in filled.rows:
        table.add_row(*(_text(column, row[index], lang) for index, column in chosen))
    return table


def _title(filled: Filled, lang: Language) -> Text:
    name = filled.sheet.vi if lang == "vi" else filled.sheet.en
    return Text(f"{name} ({len(filled.rows)})")


def _heading(column: Column, lang: Language) -> Text:
    return Text(column.vi if lang == "vi" else column.en, style="bold")


def _text(column: Column, cell: object, lang: Language) -> Text:
    if isinstance(cell, date):
        return Text(f"{cell:%d/%m/%Y}" if lang == "vi" else cell.isoformat())
    if column.words and lang == "en" and cell is not None:
        cell = column.words.english(column.words.read(cell))
    return Text("" if cell is None else printable(str(cell)))
