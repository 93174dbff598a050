"""Options of the import that concern forms."""

from datetime import datetime
from typing import Annotated

import typer

FORM_HELP = "The file is Mẫu 08 or looks like it; an XLSX file with its header is recognised without."
SKIP_HELP = "Of a form: store the rows that are sure, list the others."
DayOption = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Of a form: the day it describes."
    ),
]
OperationOption = Annotated[
    datetime | None,
    typer.Option(
        "--in-operation-since",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="Of a form: since when its systems run, where nothing else says it.",
    ),
]
