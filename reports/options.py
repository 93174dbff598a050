"""Command-line options of the reports, each described once."""

from pathlib import Path
from typing import Annotated

import typer

PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="NAME",
        help="The plan of targets: brvt-2023, ct09-2024, or a TOML file of your own; else the database's.",
    ),
]
OutputOption = Annotated[Path, typer.Option("--output", metavar="FILE", help="Where to write the report.")]
