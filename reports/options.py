"""Command line options of the reports, each described once, and those that every report takes as one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from inventory.acting import Acting
from inventory.cli.options import AsOfOption, DatabaseOption, day_option
from inventory.model import Code

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
LetterheadOption = Annotated[
    Path | None,
    typer.Option("--letterhead", metavar="FILE", help="Names of body, place, signer; see report letterhead."),
]
ActingOption = Annotated[
    Acting | None,
    typer.Option(
        "--by",
        help="Agencies are owners or operating units; default: units, where one owner has nearly all.",
    ),
]


SinceOption = Annotated[
    date | None, day_option("--since", "Tell what changed since this day; default: 30 days before.")
]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a report is to tell, and where it goes: to ``output``, or one for each agency into ``each``."""

    database: str | None
    plan: str | None
    as_of: date | None
    output: Path | None
    each: Path | None
    acting: Acting | None
    organization: Code | None
    since: date | None = None  # the day that it is compared with; None: a month before
    force: bool | None = None  # whether a file may go that people edit by hand; None: nobody does


def _asked(
    output: OutputOption = None,
    each: EachOption = None,
    as_of: AsOfOption = None,
    plan: PlanOption = None,
    organization: OrganizationOption = None,
    acting: ActingOption = None,
    database: DatabaseOption = None,
) -> Asked:
    return Asked(
        database=database,
        plan=plan,
        as_of=as_of,
        output=output,
        each=each,
        acting=acting,
        organization=organization,
    )


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """A command with the options that every report takes, which come to it as one, and those of its own."""
    common = signature(_asked).parameters
    _, *own = signature(command).parameters.values()
    parameters = [*common.values(), *own]

    @wraps(command)
    def told(**given: Any) -> None:  # noqa: ANN401 - whatever the command line gave, as its options are typed
        command(_asked(**{name: given.pop(name) for name in common}), **given)

    told.__dict__["__signature__"] = Signature(parameters)  # read by Typer, with the annotations
    told.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return told
