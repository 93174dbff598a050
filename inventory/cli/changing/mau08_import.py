"""``capdo inventory import`` of a form: its options; shown first, stored only where nothing is in doubt."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from sqlalchemy import Engine

from inventory.approvals.log import ApprovalLog
from inventory.cli.changing.mau08_view import print_form, print_unsure
from inventory.cli.options import day_option
from inventory.errors import InventoryError
from inventory.files.importing import Imported, import_into
from inventory.files.mau08.reading import ReadForm, read_mau_08
from inventory.files.reading.result import ImportedFile, ImportRefusedError
from inventory.model import Inventory, Language

FORM_HELP = "The file is Mẫu 08 or looks like it; an XLSX file with its header is recognised without."
SKIP_HELP = "Store the rows that are sure, list the others with what hangs on them."
DayOption = Annotated[date | None, day_option("--as-of", "Of a form: the day it describes.")]
OperationOption = Annotated[
    date | None,
    day_option("--in-operation-since", "Of a form: since when its systems run, where nothing else says it."),
]


@dataclass(frozen=True)
class FormOptions:
    """How a form is read and stored; see ``read_mau_08``. ``skip_unsure``: store the rows that are sure."""

    as_of: date | None = None
    operating_since: date | None = None
    skip_unsure: bool = False
    dry_run: bool = False
    allow_clearing: bool = False


def import_mau_08(engine: Engine, path: Path, options: FormOptions, language: Language) -> Imported:
    """Show what is understood of a form, and store it.

    Raises:
        InventoryError: the form is refused, or some rows are in doubt and shall not be skipped.

    """
    forms: list[ReadForm] = []
    log = ApprovalLog(engine)

    def read(stored_inventory: Inventory) -> ImportedFile:
        # Within the import's transaction: nobody appends meanwhile.
        days = {"as_of": options.as_of, "operating_since": options.operating_since}
        form = read_mau_08(path, stored_inventory, log.events, **days)
        forms.append(form)
        if form.unsure and not options.dry_run and not options.skip_unsure:
            raise ImportRefusedError(str(path), form.unsure)
        return form.file

    imported = import_into(engine, read, dry_run=options.dry_run, allow_clearing=options.allow_clearing)
    print_form(forms[0], language)
    print_unsure(forms[0].unsure, language)
    return imported


def refuse_options_of_forms(options: FormOptions) -> None:
    """Refuse options of forms with a file that is none.

    Raises:
        InventoryError: there is one.

    """
    if options.as_of or options.operating_since:
        raise InventoryError("--as-of and --in-operation-since are for Mẫu 08: add --mau-08")
