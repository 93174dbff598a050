"""``capdo paper``: the official papers of a level, each from the register and the log."""

from pathlib import Path
from typing import Annotated

import typer
from typer._click.core import Command, Context  # typer's own copy of click, as its signatures have it

from inventory.cli.options import DatabaseOption, ForceOption, LanguageOption, SystemArgument
from inventory.files.writing import keep_edited
from reports.command_line import Group
from reports.errors import ReportError
from reports.files import require_writable, write_bytes
from reports.options import LetterheadOption
from reports.papers.form import DOSSIER, load_form, numbered
from reports.papers.gathering import gathered
from reports.papers.options import (
    ListedOption,
    PaperFileOption,
    SetOption,
    SystemsArgument,
    TemplateOption,
    ToOption,
)
from reports.papers.request import DONE, LACKING, PaperRequest
from reports.papers.screen import print_bundle
from reports.papers.template_commands import template, variables
from reports.papers.writing import write_form

ANY_NUMBER = "NN"  # as which the command that writes forms 01 to 07 is listed


class PaperGroup(Group):
    """A number is a form's. One that has a command of its own (08) is called; `NN` writes the others."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command that is called, under the number by which it was."""
        if not args[0].isdecimal():
            return super().resolve_command(ctx, args)
        number = args[0].zfill(2)
        own = self.get_command(ctx, number)
        return number, own or self.get_command(ctx, ANY_NUMBER), args[1:]


paper_app = typer.Typer(
    cls=PaperGroup, help="The papers of a level by Decree 331/2026, as DOCX.", no_args_is_help=True
)


@paper_app.command(ANY_NUMBER)
def form(
    context: typer.Context,
    systems: SystemsArgument = None,
    *,
    output: PaperFileOption,
    letterhead: LetterheadOption = None,
    to: ToOption = None,
    national_list: ListedOption = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Write it though another form is right for the level.")
    ] = False,
    own_template: TemplateOption = None,
    told: SetOption = None,
    force: ForceOption = False,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Write form NN, 01 to 07, of one or more systems of one owner and operating unit.

    What nobody registered is marked in the paper and told here, with where to enter it; exit status 3.
    """
    request = PaperRequest(
        number=numbered(context.info_name or ""),
        systems=tuple(systems or ()),
        output=output,
        letterhead=letterhead,
        to=to,
        is_anyway=anyway,
        is_listed=national_list,
        template=own_template,
        told=_assigned(told or []),
        force=force,
        language=lang,
        database=database,
    )
    _end(write_form(request))


def _assigned(told: list[str]) -> dict[str, str]:
    parts = [one.partition("=") for one in told]
    for name, equals, _ in parts:
        if not equals or not name.strip():
            raise ReportError("--set {name}: write it as --set VARIABLE=TEXT", name=name)
    return {name.strip(): text.strip() for name, _, text in parts}


@paper_app.command()
def dossier(
    systems: SystemsArgument = None,
    *,
    output: PaperFileOption,
    letterhead: LetterheadOption = None,
    national_list: ListedOption = False,
    own_template: TemplateOption = None,
    told: SetOption = None,
    force: ForceOption = False,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Write the dossier of a level to go on with: overview, justification, protection plan (article 22).

    It holds the tables that the decree asks for, with what is registered filled in, and the rest marked.
    """
    request = PaperRequest(
        number=DOSSIER,
        systems=tuple(systems or ()),
        output=output,
        letterhead=letterhead,
        is_listed=national_list,
        template=own_template,
        told=_assigned(told or []),
        force=force,
        language=lang,
        database=database,
    )
    _end(write_form(request))


@paper_app.command("zip")
def pack(
    system: SystemArgument,
    *,
    output: PaperFileOption,
    files: Annotated[
        Path,
        typer.Option(metavar="FOLDER", help="Where the documents of its events are kept."),
    ] = Path(),
    letterhead: LetterheadOption = None,
    national_list: ListedOption = False,
    told: SetOption = None,
    force: ForceOption = False,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Write one ZIP of a system's dossier: the forms of its level, the explanations, and the documents.

    SHA256SUMS in it is what `sha256sum -c` reads. A document that is missing, or not as it was recorded, is
    named and left out.
    """
    from reports.papers.bundle import bundle_of  # noqa: PLC0415 - python-docx is slow to import

    if output.suffix.lower() != ".zip":
        raise ReportError("{output}: a dossier is written as one ZIP: end its name in .zip", output=output)
    keep_edited(output, force=force)
    require_writable(output)
    rules = load_form(DOSSIER).rules
    case = gathered([system], rules, letterhead=letterhead, is_listed=national_list, database=database)
    bundle = bundle_of(case, files, _assigned(told or []))
    write_bytes(output, bundle.content)
    print_bundle(output, bundle, lang)
    _end(DONE if bundle.is_whole else LACKING)


def _end(status: int) -> None:
    if status:
        raise typer.Exit(status)


paper_app.command("template")(template)
paper_app.command("variables")(variables)
