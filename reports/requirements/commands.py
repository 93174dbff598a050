"""``capdo assessment status``, which ``capdo.py`` hangs below ``assessment``."""

from dataclasses import replace
from typing import Annotated

import typer

from inventory.cli.listing.forms import ListFormOption, Listing, print_listing
from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption
from inventory.cli.terminal import print_line, print_table
from inventory.clock import now
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.model import Code
from inventory.naming.stored import system_code
from inventory.safe_text import quoted
from inventory.wording.phrases import Phrase
from reports.errors import ReportError
from reports.gathering.scope import Scope
from reports.model.self_assessment import RequirementAnswer, SystemAnswers
from reports.options import OrganizationOption
from reports.requirements.assembling import system_answers
from reports.requirements.gathering import RequirementSource, gather_requirements
from reports.sentences import phrases
from reports.text.locale import NO_DATA, Locale, load


def status(
    system: Annotated[
        str | None,
        typer.Argument(metavar="SYSTEM", help="Its requirements one by one; default: all systems."),
    ] = None,
    *,
    organization: OrganizationOption = None,
    as_of: AsOfOption = None,
    output: ListFormOption = "text",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """How far systems meet the requirements of their level, by their own word and beside what scans see.

    A scan can contradict what a unit says; it never proves it.
    """
    code = None if system is None else _code(system, database)
    only = None if code is None else {code}
    source = gather_requirements(database, as_of, now(), Scope(organization=organization), only)
    if code is not None and not source.inventory.systems:
        hint = Phrase("; see `capdo inventory list`")
        raise ReportError("there is no system {system}{hint}", system=quoted(code), hint=hint)
    told = _told(source, asked=system is not None)
    listed = _of_all if system is None else _of_one
    print_listing(listed(source, told, load(lang)), output)


def _code(system: str, database: str | None) -> Code:
    with opened_for_reading(database) as engine:
        return InventoryStore(engine).system(system_code(engine, system)).code


def _told(source: RequirementSource, *, asked: bool) -> list[SystemAnswers]:
    """Of the systems that answered something; of one that was asked for in any case."""
    return [
        system_answers(system, source.catalogue, progress, source.looked, claims=system.code in source.claims)
        for system in source.inventory.systems
        if (progress := source.progress.get(system.code)) and (asked or progress.begun)
    ]


def _document(source: RequirementSource, told: list[SystemAnswers]) -> dict[str, object]:
    return {"catalogue": source.catalogue.code, "systems": [one.model_dump(mode="json") for one in told]}


def _of_all(source: RequirementSource, told: list[SystemAnswers], words: Locale) -> Listing:
    names = {system.code: system.name for system in source.inventory.systems}
    rows = [
        (
            f"{one.system} – {names[one.system]}",
            one.level,
            _share(one, words),
            words.integer(one.counts.unanswered),
            words.t(f"self_assessment.support.{one.support}" if one.claims else "self_assessment.no_claim"),
        )
        for one in told
    ]
    headings = ("system", "level", "met", "unanswered", "claim")
    listing = Listing(
        title=words.t("self_assessment.title"),
        headings=[words.t(f"self_assessment.{key}") for key in headings],
        rows=rows,
        document=lambda: _document(source, told),
    )
    return replace(listing, shown=lambda: _show_all(listing, words))


def _show_all(listing: Listing, words: Locale) -> None:
    if not listing.rows:
        print_line(words.t("self_assessment.nothing"))
        return
    print_table(listing.title, listing.headings, listing.rows)
    print_line(words.t("self_assessment.limits"))


def _of_one(source: RequirementSource, told: list[SystemAnswers], words: Locale) -> Listing:
    (system,) = source.inventory.systems
    headings = ("requirement", "says", "plan", "person", "due", "scans")
    listing = Listing(
        title=f"{system.code} – {system.name}",
        headings=[words.t(f"self_assessment.{key}") for key in headings],
        rows=[_row(answer, words) for one in told for answer in one.requirements],
        document=lambda: _document(source, told),
    )
    return replace(listing, shown=lambda: _show_one(listing, system.code, told, words))


def _show_one(listing: Listing, code: Code, told: list[SystemAnswers], words: Locale) -> None:
    if not told:
        raise ReportError("system {code} has no level yet: give it one (proposed_level) first", code=code)
    (one,) = told
    print_table(f"{listing.title}: {_share(one, words)}", listing.headings, listing.rows)
    if one.claims:
        support = words.t(f"self_assessment.support.{one.support}")
        print_line(f"{words.t('self_assessment.claim')}: {support}")
    for answer in one.requirements:
        for seen in answer.scans.evidence if answer.contradicted and answer.scans else ():
            told_of = (answer.code, seen.host, words.text(seen.summary), words.date(seen.seen_on))
            print_line(f"{words.t('self_assessment.scan.contradicted')}: {', '.join(told_of)}")
    print_line(words.t("self_assessment.limits"))


def _share(one: SystemAnswers, words: Locale) -> str:
    met, applicable = one.counts.met, one.counts.applicable
    percent = words.percent(100 * met / applicable if applicable else None)
    return f"{words.integer(met)}/{words.integer(applicable)} ({percent})"


def _row(answer: RequirementAnswer, words: Locale) -> tuple[str, ...]:
    said = phrases.said(answer.state, words)
    return (
        f"{answer.code} {words.text(answer.name)}",
        said if answer.on is None else f"{said} ({words.date(answer.on)})",
        answer.reason or answer.plan or NO_DATA,
        answer.person or NO_DATA,
        words.date(answer.due) + (f" ({words.t('self_assessment.overdue')})" if answer.overdue else ""),
        words.t(f"self_assessment.scan.{answer.scans.word}") if answer.scans else NO_DATA,
    )
