"""Options that several commands share, in every package: each described once, and a day read once."""

from datetime import date
from functools import partial
from typing import Annotated, Any

import typer

from inventory.errors import InventoryError
from inventory.model import Language


def parse_day(option: str, text: str) -> date:
    """A day as YYYY-MM-DD.

    Raises:
        InventoryError: it is no day; the message names the option.

    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InventoryError(f"{option}: {text!r} is not a day: write it as 2023-05-31") from None


def day_option(name: str, meaning: str) -> Any:  # noqa: ANN401 - as typer.Option itself
    """An option that takes a day."""
    return typer.Option(name, metavar="YYYY-MM-DD", help=meaning, parser=partial(parse_day, name))


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
