"""``capdo paper``: the official papers of a level, each from the register and the log."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from typer._click.core import Command, Context  # typer's own copy of click, as its signatures have it

from inventory.cli.options import DatabaseOption, ForceOption, LanguageOption
from reports.command_line import Group
from reports.errors import ReportError
from reports.papers.form import NUMBERS
from reports.papers.request import PaperRequest, Writer
from reports.papers.writing import write_form

# One table: the number of a form, and who writes it.
WRITERS: Mapping[str, Writer] = dict.fromkeys(NUMBERS, write_form)
ANY_NUMBER = "NN"  # as which the command that writes a form is listed


class PaperGroup(Group):
    """A number is a form's: `capdo paper 01` calls the one command that writes them all."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command that is called, under the number by which it was."""
        if args[0].isdecimal():
            return args[0].zfill(2), self.get_command(ctx, ANY_NUMBER), args[1:]
        return super().resolve_command(ctx, args)


paper_app = typer.Typer(
    cls=PaperGroup, help="The papers of a level by Decree 331/2026, as DOCX.", no_args_is_help=True
)

SystemsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="SYSTEM…", help="The codes of the systems of the paper.")
]
OutputOption = Annotated[Path, typer.Option("--output", metavar="FILE", help="Where to write it.")]
LetterheadOption = Annotated[
    Path | None,
    typer.Option("--letterhead", metavar="FILE", help="Names of body, place, signer; see report letterhead."),
]
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


@paper_app.command(ANY_NUMBER)
def form(
    context: typer.Context,
    systems: SystemsArgument = None,
    *,
    output: OutputOption,
    letterhead: LetterheadOption = None,
    to: ToOption = None,
    national_list: ListedOption = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Write it though another form is right for the level.")
    ] = False,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="A template of your own, as DOCX.")
    ] = None,
    told: SetOption = None,
    force: ForceOption = False,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Write form NN, 01 to 07, of one or more systems of one owner and operating unit.

    What nobody registered is marked in the paper and told here, with where to enter it; exit status 3.
    """
    number = context.info_name or ""
    if number not in WRITERS:
        raise ReportError(
            "there is no form {number!r}: choose one of {numbers}", number=number, numbers=", ".join(WRITERS)
        )
    request = PaperRequest(
        number=number,
        systems=tuple(systems or ()),
        output=output,
        letterhead=letterhead,
        to=to,
        is_anyway=anyway,
        is_listed=national_list,
        template=template,
        told=_assigned(told or []),
        force=force,
        language=lang,
        database=database,
    )
    status = WRITERS[number](request)
    if status:
        raise typer.Exit(status)


def _assigned(told: list[str]) -> dict[str, str]:
    parts = [one.partition("=") for one in told]
    for name, equals, _ in parts:
        if not equals or not name.strip():
            raise ReportError("--set {name}: write it as --set VARIABLE=TEXT", name=name)
    return {name.strip(): text.strip() for name, _, text in parts}
