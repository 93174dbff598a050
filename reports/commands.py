"""``capdo report``: the leadership report, in one file."""

import typer

from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption
from reports.html.page import render_html
from reports.json_report import render_json
from reports.metrics.commands import metrics
from reports.official import commands as official
from reports.options import ActingOption, EachOption, OrganizationOption, OutputOption, PlanOption
from reports.writing import Asked, write
from reports.xlsx import render_xlsx

report_app = typer.Typer(help="Write the leadership report.", no_args_is_help=True)
report_app.command("docx")(official.docx)
report_app.command("pdf")(official.pdf)
report_app.command("mau08")(official.mau08)
report_app.command("letterhead")(official.letterhead)
report_app.command("metrics")(metrics)


@report_app.command("html")
def html(
    output: OutputOption = None,
    each: EachOption = None,
    as_of: AsOfOption = None,
    lang: LanguageOption = "vi",
    plan: PlanOption = None,
    organization: OrganizationOption = None,
    acting: ActingOption = None,
    database: DatabaseOption = None,
) -> None:
    """Write one self-contained HTML page, which prints on A4."""
    asked = Asked(
        database=database,
        plan=plan,
        as_of=as_of,
        output=output,
        each=each,
        acting=acting,
        organization=organization,
    )
    write(asked, ".html", lambda report: render_html(report, lang).encode())


@report_app.command("json")
def json(
    output: OutputOption = None,
    as_of: AsOfOption = None,
    plan: PlanOption = None,
    organization: OrganizationOption = None,
    acting: ActingOption = None,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",  # noqa: ARG001 - taken as by the others; the JSON holds both languages
) -> None:
    """Write the whole report as JSON, in both languages."""
    asked = Asked(
        database=database, plan=plan, as_of=as_of, output=output, acting=acting, organization=organization
    )
    write(asked, ".json", lambda report: render_json(report).encode(), brief=False)


@report_app.command("xlsx")
def xlsx(
    output: OutputOption = None,
    each: EachOption = None,
    as_of: AsOfOption = None,
    lang: LanguageOption = "vi",
    plan: PlanOption = None,
    organization: OrganizationOption = None,
    acting: ActingOption = None,
    database: DatabaseOption = None,
) -> None:
    """Write a workbook: indicators, systems, findings, what was not tested."""
    asked = Asked(
        database=database,
        plan=plan,
        as_of=as_of,
        output=output,
        each=each,
        acting=acting,
        organization=organization,
    )
    write(asked, ".xlsx", lambda report: render_xlsx(report, lang))
