"""``capdo report``: the leadership report, in one file."""

from datetime import date

import typer

from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption
from inventory.clock import now
from reports.assembly.building import build_report
from reports.files import require_writable, write_bytes, write_text
from reports.gathering.report import gather
from reports.html.page import render_html
from reports.json_report import render_json
from reports.model import Report
from reports.official import commands as official
from reports.options import OutputOption, PlanOption
from reports.xlsx import render_xlsx

report_app = typer.Typer(help="Write the leadership report.", no_args_is_help=True)
report_app.command("docx")(official.docx)
report_app.command("pdf")(official.pdf)
report_app.command("mau08")(official.mau08)
report_app.command("letterhead")(official.letterhead)


@report_app.command("html")
def html(
    output: OutputOption,
    as_of: AsOfOption = None,
    lang: LanguageOption = "vi",
    plan: PlanOption = None,
    database: DatabaseOption = None,
) -> None:
    """Write one self-contained HTML page, which prints on A4."""
    require_writable(output)
    write_text(output, render_html(_report(database, plan, as_of), lang))


@report_app.command("json")
def json(
    output: OutputOption,
    as_of: AsOfOption = None,
    plan: PlanOption = None,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",  # noqa: ARG001 - taken as by the others; the JSON holds both languages
) -> None:
    """Write the whole report as JSON, in both languages."""
    require_writable(output)
    write_text(output, render_json(_report(database, plan, as_of, brief=False)))


@report_app.command("xlsx")
def xlsx(
    output: OutputOption,
    as_of: AsOfOption = None,
    lang: LanguageOption = "vi",
    plan: PlanOption = None,
    database: DatabaseOption = None,
) -> None:
    """Write a workbook: indicators, systems, findings, what was not tested."""
    require_writable(output)
    write_bytes(output, render_xlsx(_report(database, plan, as_of), lang))


def _report(database: str | None, plan: str | None, as_of: date | None, *, brief: bool = True) -> Report:
    return build_report(gather(database, plan, as_of, now(), brief=brief))
