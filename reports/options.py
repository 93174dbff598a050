"""Command-line options of the reports, each described once."""

from pathlib import Path
from typing import Annotated

import typer

from inventory.acting import Acting

PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="NAME",
        help="The plan of targets: brvt-2023, ct09-2024, or a TOML file of your own; else the database's.",
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help="Where to write the report.")
]
EachOption = Annotated[
    Path | None,
    typer.Option(
        "--each",
        metavar="DIR",
        help="Instead of --output: a report for each agency, named by its code, to send out.",
    ),
]
OrganizationOption = Annotated[
    str | None,
    typer.Option(
        "--organization",
        metavar="CODE",
        help="Only the systems that this body, or one below it, owns or operates.",
    ),
]
ActingOption = Annotated[
    Acting | None,
    typer.Option(
        "--by",
        help="Agencies are owners or operating units; default: units, where one owner has nearly all.",
    ),
]
