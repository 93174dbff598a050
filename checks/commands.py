"""``capdo checks``: what is checked, and why."""

from typing import Annotated

import typer

from checks.model import Language
from checks.registry import all_checks, get

checks_app = typer.Typer(help="What is checked, and why.", no_args_is_help=True)
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the output.")]


@checks_app.command("list")
def list_checks(lang: LanguageOption = "vi") -> None:
    """List every check: id, severity, title."""
    for check in all_checks().values():
        typer.echo(f"{check.id:32} {check.severity:9} {check.title.to(lang)}")


@checks_app.command()
def explain(check_id: Annotated[str, typer.Argument(metavar="ID")], lang: LanguageOption = "vi") -> None:
    """Explain one check: rationale, remediation, references."""
    check = get(check_id)
    typer.echo(
        f"{check.id}: {check.title.to(lang)}\n\n{check.rationale.to(lang)}\n\n{check.remediation.to(lang)}"
    )
