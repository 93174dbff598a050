"""``capdo plan``: a plan of targets of one's own, to be filled in and checked."""

from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.options import ForceOption, LanguageOption
from inventory.files.writing import keep_edited, write_whole
from inventory.model import Text
from inventory.targets.plan import plan_of, template

FILE_HELP = "A plan in TOML."
WRITTEN = Text(vi="Đã ghi tệp mẫu: {file}", en="Template written: {file}")
VALID = Text(vi="Hợp lệ: {title}, {count} chỉ tiêu", en="Valid: {title}, {count} targets")

plan_app = typer.Typer(help="A plan of targets of your own.", no_args_is_help=True)


@plan_app.command("template")
def print_template(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; else printed.")
    ] = None,
    *,
    force: ForceOption = False,
    lang: LanguageOption = "vi",
) -> None:
    """Print an explained plan to fill in."""
    if output is None:
        typer.echo(template(), nl=False)
        return
    keep_edited(output, force=force)
    write_whole(output, template().encode())
    typer.echo(WRITTEN.to(lang).format(file=output))


@plan_app.command("validate")
def validate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=FILE_HELP)], lang: LanguageOption = "vi"
) -> None:
    """Check a plan, and tell all that is wrong with it by key."""
    plan = plan_of(file)
    typer.echo(VALID.to(lang).format(title=plan.title.to(lang), count=len(plan.targets)))
