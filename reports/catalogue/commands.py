"""``capdo checks``: what is checked, and why."""

from typing import Annotated

import typer
from rich.console import Console

from checks.registry import all_checks, get
from inventory.cli.listing.forms import ListFormOption, Listing, print_listing
from inventory.cli.options import LanguageOption
from reports.catalogue.explaining import catalogue, explanation

checks_app = typer.Typer(help="What is checked, and why.", no_args_is_help=True)


HEADINGS = {"vi": ("Mã", "Mức độ", "Nội dung kiểm tra"), "en": ("Id", "Severity", "Check")}


@checks_app.command("list")
def list_checks(output_format: ListFormOption = "text", lang: LanguageOption = "vi") -> None:
    """List every check: id, severity, title."""
    rows = [(one.id, one.severity.value, one.title.to(lang)) for one in all_checks().values()]
    lines = "".join(f"{name:32} {severity:9} {title}\n" for name, severity, title in rows)
    listing = Listing("", HEADINGS[lang], rows, lambda: catalogue(lang), lambda: typer.echo(lines, nl=False))
    print_listing(listing, output_format)


@checks_app.command()
def explain(
    check_id: Annotated[str, typer.Argument(metavar="ID", help="The check's id, as tls.protocols.")],
    lang: LanguageOption = "vi",
) -> None:
    """Explain one check: rationale, remediation, outcomes, thresholds, references."""
    Console(highlight=False).print(explanation(get(check_id), lang))
