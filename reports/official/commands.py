"""``capdo report docx``, ``pdf`` and ``letterhead``: the quarterly report, and what all documents show.

What writes office files is imported by the commands that do: the page and the JSON need not wait for it.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from checks.model import Language, Text
from inventory.cli.options import ForceOption, LanguageOption, is_language_typed
from inventory.clock import today
from inventory.database.reading import read
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.files.writing import keep_edited
from inventory.settings.choosing import chosen_letterhead, chosen_plans
from inventory.settings.letterhead import Letterhead, template
from inventory.targets.plan import Plan
from inventory.wording.language import chosen
from reports.errors import ReportError
from reports.files import write_bytes
from reports.model import Report
from reports.official.dates import day_of
from reports.official.document import OfficialDocument
from reports.official.pdf import render_pdf
from reports.official.quarterly import quarterly_report
from reports.official.running_text import in_sentence
from reports.options import Asked, LetterheadOption, asking
from reports.writing import write

DOUBTFUL = Text(
    vi="Chỉ tiêu cần đối chiếu với văn bản gốc trước khi ký: {rows}",
    en="Targets to be verified with the document itself before the report is signed: {rows}",
)
QuarterOption = Annotated[
    str | None,
    typer.Option("--quarter", metavar="YYYY-QN", help="As 2026-Q3; else that of the day."),
]


@asking
def docx(
    asked: Asked,
    quarter: QuarterOption = None,
    letterhead: LetterheadOption = None,
    lang: LanguageOption = "vi",
    force: ForceOption = False,
) -> None:
    """Write the quarterly report to the committee (Decree 30/2020) as DOCX, in Vietnamese."""
    from reports.official.word import render_docx  # noqa: PLC0415 - see above

    _write(replace(asked, force=force), quarter, letterhead, lang, ".docx", render_docx)


@asking
def pdf(
    asked: Asked,
    quarter: QuarterOption = None,
    letterhead: LetterheadOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Write the quarterly report to the committee (Decree 30/2020) as PDF, in Vietnamese."""
    _write(asked, quarter, letterhead, lang, ".pdf", render_pdf)


def letterhead(
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where to write it; else printed.")
    ] = None,
    *,
    force: ForceOption = False,
) -> None:
    """Print an explained letterhead to fill in: names that the official documents show."""
    if output is None:
        typer.echo(template(), nl=False)
    else:
        keep_edited(output, force=force)
        write_bytes(output, template().encode())


def _write(
    asked: Asked,
    quarter: str | None,
    letterhead: Path | None,
    language: Language,
    suffix: str,
    render: Callable[[OfficialDocument], bytes],
) -> None:
    """The report of a quarter in one of its forms."""
    if language != "vi" and is_language_typed():
        raise ReportError(
            "the quarterly report follows Decree 30/2020, so it is in Vietnamese only: leave --lang out, or"
            " write `capdo report html --lang en`"
        )
    reported_quarter, day = day_of(quarter, asked.as_of, today())
    plan, names = _plan_and_names(asked, letterhead)
    doubtful = set[str]()
    if names.signed_on is not None and names.signed_on < day:
        raise ReportError(
            "the letterhead is signed on {signed_on}, before the day of the figures, {day}: change "
            "signed_on, or name an earlier --quarter or --as-of",
            signed_on=names.signed_on,
            day=day,
        )

    def document(report: Report) -> OfficialDocument:
        doubtful.update(str(card.value.row) for card in report.targets if not card.value.verified)
        return quarterly_report(report, plan, reported_quarter, names)

    write(replace(asked, as_of=day), suffix, lambda report: render(document(report)))
    if doubtful:  # for who signs, not for who reads
        typer.echo(DOUBTFUL.to(chosen()).format(rows=", ".join(sorted(doubtful))), err=True)


def _plan_and_names(asked: Asked, letterhead: Path | None) -> tuple[Plan, Letterhead]:
    """Names in capitals are spelled for sentences; the heading sets its own in capitals."""
    with opened_for_reading(asked.database) as engine:
        settings = InventoryStore(engine).settings()
        names, (plan, *_) = chosen_letterhead(letterhead, settings), chosen_plans(asked.plan, settings)
        told = {name: getattr(names, name) for name in ("issuer", "addressee")}
        bodies = _bodies(engine) if any(map(str.isupper, told.values())) else ()
    return plan, names.model_copy(update={key: in_sentence(name, bodies) for key, name in told.items()})


def _bodies(engine: Engine) -> tuple[str, ...]:
    """The names of all, without the systems."""
    with engine.connect() as connection:
        return tuple(body.name for body in read(connection, only=()).organizations)
