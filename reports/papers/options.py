"""Options that several commands of papers share."""

from pathlib import Path
from typing import Annotated

import typer

SystemsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="SYSTEM…", help="The systems of the paper, by code, name or host."),
]
PaperFileOption = Annotated[Path, typer.Option("--output", metavar="FILE", help="Where to write it.")]
ListedOption = Annotated[
    bool,
    typer.Option(
        "--national-list", help="The systems are on the list of those important to national security."
    ),
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="NAME", help="Whom it goes to, in place of the one registered.")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="VARIABLE=TEXT", help="Give a variable by hand; see paper variables."),
]
TemplateOption = Annotated[
    Path | None, typer.Option("--template", metavar="FILE", help="A template of your own, as DOCX.")
]
