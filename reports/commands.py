"""``capdo report``: the leadership report, in one file."""

from dataclasses import replace

import typer

from inventory.cli.options import LanguageOption
from reports.html.page import COMPACT_ABOVE, render_html
from reports.json_report import render_json
from reports.metrics.commands import metrics
from reports.official import commands as official
from reports.official.mau08.commands import mau08
from reports.official.reminders.commands import reminder
from reports.options import Asked, SinceOption, asking
from reports.oscal.commands import oscal
from reports.writing import write

report_app = typer.Typer(help="Write the leadership report.", no_args_is_help=True)
report_app.command("docx")(official.docx)
report_app.command("pdf")(official.pdf)
report_app.command("mau08")(mau08)
report_app.command("reminder")(reminder)
report_app.command("letterhead")(official.letterhead)
report_app.command("metrics")(metrics)
report_app.command("oscal")(oscal)


@report_app.command("html")
@asking
def html(asked: Asked, since: SinceOption = None, lang: LanguageOption = "vi") -> None:
    """Write one self-contained HTML page, which prints on A4."""
    write(
        replace(asked, since=since),
        ".html",
        lambda report: render_html(report, lang).encode(),
        compact_above=COMPACT_ABOVE,
    )


@report_app.command("json")
@asking
def json(
    asked: Asked,
    since: SinceOption = None,
    lang: LanguageOption = "vi",  # noqa: ARG001 - taken as by the others; the JSON holds both languages
) -> None:
    """Write the whole report as JSON, in both languages."""
    write(replace(asked, since=since), ".json", lambda report: render_json(report).encode(), brief=False)


@report_app.command("xlsx")
@asking
def xlsx(asked: Asked, since: SinceOption = None, lang: LanguageOption = "vi") -> None:
    """Write a workbook: indicators, systems, findings, what was not tested."""
    from reports.xlsx import render_xlsx  # noqa: PLC0415 - its openpyxl is not for the page to wait for

    write(replace(asked, since=since), ".xlsx", lambda report: render_xlsx(report, lang))
