"""Which sheet of the inventory a table is, by its name or else by its columns."""

from inventory.files.layout.sheets import SHEETS, Sheet

FEWEST_COLUMNS = 2


def recognise(name: str, header: tuple[str, ...]) -> Sheet | None:
    """The sheet with this name, else the one that knows the most columns; None when two know as many."""
    for sheet in SHEETS:
        if sheet.named(name):
            return sheet
    ranked = sorted(SHEETS, key=lambda sheet: sheet.known(header), reverse=True)
    best, second = (sheet.known(header) for sheet in ranked[:2])
    return ranked[0] if best >= FEWEST_COLUMNS and best > second else None
