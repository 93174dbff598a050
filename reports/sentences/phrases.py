"""The sentences that several renderers share, put together from the locale's words."""

from decimal import Decimal

from inventory.requirements.model import RequirementState
from inventory.requirements.vocabulary import UNANSWERED, WORDINGS
from inventory.targets.evaluation import IndicatorValue
from inventory.targets.indicator import Indicator
from inventory.targets.programme import ProgrammeStep
from inventory.targets.registry import indicator
from reports.clauses import ContradictedClause
from reports.model import Report, Reviewed, TargetCard, TargetState, WaiverView
from reports.source import ApprovalLine
from reports.text.locale import NO_DATA, Locale, load


def unit(key: str) -> str:
    """The locale's key for what an indicator counts: its own words, or those of systems or organizations."""
    return key if f"noun.{key}" in load("vi").strings else indicator(key).counted.value


def heading(measure: Indicator, locale: Locale) -> str:
    """An indicator over a column of figures: in the locale's words, or its own."""
    return locale.strings.get(f"agencies.{measure.key}") or locale.text(measure.title)


def headline(report: Report, locale: Locale) -> str:
    """Whether we are on course, and the first gap: "2 trên 4 chỉ tiêu đã đạt; còn thiếu 6 hệ thống …"."""
    head = report.headline
    if not head.total or all(card.state is TargetState.NO_DATA for card in report.targets):
        return locale.t("headline.no_data") + "."
    if head.met == head.total:
        return locale.t("headline.all_met", total=head.total) + "."
    statements = [locale.n("headline.met", head.met, total=head.total)]
    gap = next((card.value for card in report.targets if card.value.missing), None)
    if gap is not None:
        target = locale.percent(gap.target)
        statements.append(locale.t("headline.gap", missing=shortfall(gap, locale), target=target))
    elif head.undecided:
        statements.append(locale.n("headline.undecided", head.undecided))
    return "; ".join(statements) + "."


def shortfall(value: IndicatorValue, locale: Locale) -> str:
    """How many are missing of what is counted: ``2 systems``, ``2 to 4 systems`` where some are untested."""
    return locale.between(f"unit.{unit(value.key)}", value.missing, value.missing_at_most)


def missing(value: IndicatorValue, locale: Locale) -> str:
    """The number alone; a dash without figures."""
    return NO_DATA if value.percent is None else locale.span(value.missing, value.missing_at_most)


def state(card: TargetCard, locale: Locale) -> str:
    """Met, overdue by so many days, or so many days left."""
    if card.state is TargetState.UNDECIDED:
        return locale.n("targets.undecided", card.value.not_tested)
    if card.state is TargetState.PENDING and card.days is None:
        return locale.t("targets.pending_no_deadline")
    if card.state is TargetState.PENDING and card.days == 0:
        return locale.t("targets.due_today")
    days = locale.n("count.days", abs(card.days or 0))
    return locale.t(f"targets.{card.state}", days=days)


def due(days_left: int, locale: Locale) -> str:
    """Overdue by so many days, due today, or so many days left."""
    if days_left == 0:
        return locale.t("deadlines.today")
    key = "deadlines.overdue_by" if days_left < 0 else "deadlines.left"
    return locale.t(key, days=locale.n("count.days", abs(days_left)))


def decision(line: ApprovalLine, locale: Locale) -> str:
    """The approval decision's number and date, as far as they are known."""
    if line.number and line.decided_on:
        return locale.t("systems.decision_text", number=line.number, date=locale.date(line.decided_on))
    return line.number or locale.date(line.decided_on)


def label(line: ApprovalLine, locale: Locale) -> str:
    """Whether a portal has the cyber-trust label, and until when."""
    if not line.labelled:
        return locale.t("systems.not_labelled")
    if line.label_until is None:
        return locale.t("systems.labelled")
    return locale.t("systems.labelled_until", date=locale.date(line.label_until))


def waiver(view: WaiverView, locale: Locale) -> str:
    """Until when a waiver holds, who approved and who recorded it, and why."""
    until, given_on = locale.date(view.until), locale.date(view.given_on)
    values = {"approver": view.approver, "actor": view.actor, "reason": view.reason}
    return locale.t("waiver.told", until=until, given=given_on, **values)


def clause(contradicted: ContradictedClause, locale: Locale) -> str:
    """A clause by number and name; where its name is not known, by what it is said to ask."""
    if contradicted.name is not None:
        return f"{contradicted.number} {locale.text(contradicted.name)}"
    about = locale.text(contradicted.about) if contradicted.about else NO_DATA
    return f"{contradicted.number} ({locale.t('review.not_named', about=about)})"


def reviewed(card: Reviewed, locale: Locale) -> str:
    """The indicator without the systems to review: "Không tính 2 hệ thống cần rà soát: 3,2% (1/31)"."""
    systems = locale.n("count.systems", card.excluded)
    fraction = f"{locale.integer(card.numerator)}/{locale.integer(card.denominator)}"
    return locale.t("targets.reviewed", systems=systems, now=locale.percent(card.percent), fraction=fraction)


def said(state: RequirementState | None, locale: Locale) -> str:
    """What a unit says of a requirement."""
    return locale.text(WORDINGS[state] if state is not None else UNANSWERED)


def unconfirmed(value: IndicatorValue, locale: Locale) -> str:
    """The indicator without those: "Không tính 2 hệ thống chưa được xác nhận: 3,2% (1/31)"."""
    without = value.numerator_without_unconfirmed
    if without is None:
        return ""
    systems = locale.n("count.systems", len(value.unconfirmed))
    fraction = f"{locale.integer(without)}/{locale.integer(value.denominator)}"
    now = locale.percent(value.percent_without_unconfirmed)
    return locale.t("targets.unconfirmed", systems=systems, now=now, fraction=fraction)


def named(prefix: str, key: str, locale: Locale) -> str:
    """A name by key, for example of a check family; the key itself where this version has no word for it."""
    return locale.strings.get(f"{prefix}.{key}", key)


def first_names(names: tuple[str, ...], more: str, locale: Locale, limit: int = 5) -> str:
    """The first names and how many more there are; ``more`` is the locale's key for these."""
    listed = ", ".join(names[:limit])
    if len(names) <= limit:
        return listed
    return locale.t("report.names_and_more", names=listed, rest=locale.n(more, len(names) - limit))


def programme_step(step: ProgrammeStep, locale: Locale) -> str:
    """What a programme asks for and by when: "… 90–100%, đến 31/12/2030 (Quyết định …)"."""
    share = "" if step.most_percent is None else f" {_span(step.least_percent, step.most_percent, locale)}"
    until = locale.date(step.until)
    when = (
        locale.t("ipv6.span", begins=locale.date(step.begins), until=until)
        if step.begins
        else locale.t("ipv6.until", until=until)
    )
    number = f"{step.decision} ({step.year})" if step.year else step.decision
    return f"{locale.text(step.text)}{share}, {when} ({locale.t('ipv6.decision', decision=number)})"


def _span(least: Decimal | None, most: Decimal, locale: Locale) -> str:
    end = locale.percent(float(most))
    return end if least is None else f"{locale.number(float(least))}–{end}"
