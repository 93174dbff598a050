"""Inventories on the terminal. What comes from data is shown, never obeyed: no markup, no control codes."""

from collections.abc import Iterable, Sequence
from datetime import date

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.vocabulary import result_in
from inventory.cli.listing.forms import Listing, named_document
from inventory.cli.listing.host_view import print_sharing, systems_at
from inventory.cli.terminal import print_table
from inventory.dates import day
from inventory.files.layout.columns import Column
from inventory.files.layout.filled_sheets import Filled, filled_sheets
from inventory.files.layout.sheets import Part
from inventory.model import Inventory, Language
from inventory.naming.matching import ItemKind, candidates_in, meant

ORGANIZATION_FIELDS = ("code", "name", "kind", "parent", "web_page_since")
ENDPOINT_FIELDS = ("host", "https_port", "http_port", "role", "allowed_ports", "private")
EVENT_FIELDS = ("on", "kind", "level", "number", "authority", "result", "until", "note")
CARD_PARTS = {Part.ORGANIZATIONS, Part.SYSTEMS, Part.PERMISSIONS}
FIELDS = {Part.ENDPOINTS: ENDPOINT_FIELDS, Part.EVENTS: EVENT_FIELDS}


def listed_organizations(inventory: Inventory, lang: Language) -> Listing:
    """All of them, one a row."""
    sheets = filled_sheets(inventory, ())
    sheet = next(filled for filled in sheets if filled.sheet.part is Part.ORGANIZATIONS)
    headings, rows = _headings_and_rows(sheet, ORGANIZATION_FIELDS, lang)
    bodies = inventory.organizations
    return Listing(
        title=_title(sheet, lang),
        headings=headings,
        rows=rows,
        document=lambda: named_document("organizations", (body.model_dump(mode="json") for body in bodies)),
    )


def print_item(inventory: Inventory, events: Iterable[ApprovalEvent], typed: str, lang: Language) -> None:
    """Everything about the system or organization that is named; of a host, whose systems have it.

    Raises:
        InventoryError: nothing is named so, or several are.

    """
    sharing = systems_at(inventory, typed)
    if sharing:
        print_sharing(sharing, typed, inventory, lang)
    if len(sharing) > 1:
        return
    code = meant(typed, candidates_in(inventory), ItemKind.EITHER).code
    organizations = tuple(item for item in inventory.organizations if item.code == code)
    systems = tuple(item for item in inventory.systems if item.code == code)
    about = Inventory(organizations=organizations, systems=systems)
    own_events = [event for event in events if event.system == code] if systems else []
    for filled in filled_sheets(about, own_events):
        if filled.rows and filled.sheet.part in CARD_PARTS:
            _print_card(filled, lang)
        elif filled.rows:
            _print_rows(filled, FIELDS[filled.sheet.part], lang)


def _print_card(filled: Filled, lang: Language) -> None:
    cells = zip(filled.sheet.columns, filled.rows[0], strict=True)
    rows = [(_heading(column, lang), _cell(column, cell, lang)) for column, cell in cells if cell is not None]
    print_table(_title(filled, lang), ("", ""), rows)


def _print_rows(filled: Filled, fields: Sequence[str], lang: Language) -> None:
    print_table(_title(filled, lang), *_headings_and_rows(filled, fields, lang))


def _headings_and_rows(
    filled: Filled, fields: Sequence[str], lang: Language
) -> tuple[list[str], list[list[object]]]:
    chosen = [(index, column) for index, column in enumerate(filled.sheet.columns) if column.field in fields]
    chosen.sort(key=lambda pair: fields.index(pair[1].field))
    headings = [_heading(column, lang) for _, column in chosen]
    rows = [[_cell(column, row[index], lang) for index, column in chosen] for row in filled.rows]
    return headings, rows


def _title(filled: Filled, lang: Language) -> str:
    return f"{filled.sheet.vi if lang == 'vi' else filled.sheet.en} ({len(filled.rows)})"


def _heading(column: Column, lang: Language) -> str:
    return column.vi if lang == "vi" else column.en


def _cell(column: Column, cell: object, lang: Language) -> object:
    if isinstance(cell, date):
        return day(cell, lang)
    if column.field == "result":
        return result_in(cell if isinstance(cell, str) else None, lang)
    if column.words and lang == "en" and cell is not None:
        return column.words.english(column.words.read(cell))
    return cell
