"""``capdo checks``: what is checked, and why."""

import json
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from checks.registry import all_checks, get
from inventory.cli.options import LanguageOption
from reports.catalogue.explaining import catalogue, explanation

checks_app = typer.Typer(help="What is checked, and why.", no_args_is_help=True)


class ListFormat(StrEnum):
    """How the list is written."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[ListFormat, typer.Option("--format", help="Text for people, JSON for programs.")]


@checks_app.command("list")
def list_checks(output_format: FormatOption = ListFormat.TEXT, lang: LanguageOption = "vi") -> None:
    """List every check: id, severity, title."""
    if output_format is ListFormat.JSON:
        typer.echo(json.dumps(catalogue(lang), ensure_ascii=False, indent=2))
        return
    for check in all_checks().values():
        typer.echo(f"{check.id:32} {check.severity:9} {check.title.to(lang)}")


@checks_app.command()
def explain(
    check_id: Annotated[str, typer.Argument(metavar="ID", help="The check's id, as tls.protocols.")],
    lang: LanguageOption = "vi",
) -> None:
    """Explain one check: rationale, remediation, outcomes, thresholds, references."""
    Console(highlight=False).print(explanation(get(check_id), lang))
