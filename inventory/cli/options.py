"""Options that several commands share, in every package: each described once, and a day read once."""

import time
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from inventory.model import Language


def parse_day(text: str) -> date:
    """A day as YYYY-MM-DD.

    Raises:
        typer.BadParameter: it is no day.

    """
    try:
        return date(*time.strptime(text, "%Y-%m-%d")[:3])
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day: write it as 2023-05-31") from None


def day_option(name: str, meaning: str) -> Any:  # noqa: ANN401 - as typer.Option itself
    """An option that takes a day."""
    return typer.Option(name, metavar="YYYY-MM-DD", help=meaning, parser=parse_day)


LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the output.")]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="Database; without it CAPDO_DATABASE_URL, else capdo.db in this folder.",
        show_default=False,
    ),
]
AsOfOption = Annotated[date | None, day_option("--as-of", "As on this day; else today.")]
FILE_HELP = "XLSX, CSV, YAML or JSON, or a folder of CSV files."
InventoryFile = Annotated[Path, typer.Argument(metavar="FILE", help=FILE_HELP)]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace the file, though it may have been edited by hand.")
]
