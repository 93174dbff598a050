"""Options that several commands share."""

from typing import Annotated

import typer

from inventory.model import Language

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
