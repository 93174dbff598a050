"""Part 1 of the form: seven totals, counted from the systems that the table lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inventory.approvals.vocabulary import Approval, Assessment
from inventory.settings.letterhead import BLANK
from reports.official.dates import long_date
from reports.official.listed import ListedSystem
from reports.official.mau08.rows import Mau08Form
from reports.official.mau08.wording import words
from reports.text.locale import load

SENT = (Approval.SUBMITTED, Approval.APPRAISED, Approval.APPROVED)  # a dossier is made once it is sent
OPINED = (Approval.APPRAISED, Approval.APPROVED)


@dataclass(frozen=True)
class Totals:
    """``drafts``: dossiers not sent yet, beside the ``dossiers``.

    ``last_expected``: by when all are to be approved; None: all are, or ``undated`` have no day.
    """

    systems: int
    classified: int
    dossiers: int
    drafts: int
    appraised: int
    approved: int
    assessed: int
    undated: int
    last_expected: date | None


def totals_of(form: Mau08Form) -> Totals:
    """What the seven lines tell."""
    listed = form.listed
    stages = [one.status.approval for one in listed]
    expected = [one.approval_expected for one in listed if not one.status.approved]
    days = [day for day in expected if day]
    undated = len(expected) - len(days)
    return Totals(
        systems=len(listed),
        classified=sum(one.system.system_kind is not None for one in listed),
        dossiers=sum(stage in SENT for stage in stages),
        drafts=stages.count(Approval.DRAFTING),
        appraised=sum(stage in OPINED for stage in stages),
        approved=stages.count(Approval.APPROVED),
        assessed=sum(map(is_assessed, listed)),
        undated=undated,
        last_expected=None if undated else max(days, default=None),
    )


def is_assessed(listed: ListedSystem) -> bool:
    """Line 6: approved, and periodically assessed."""
    return listed.status.approved and Assessment.PERIODIC in listed.assessments


def total_lines(totals: Totals) -> Iterator[str]:
    """The lines in their order."""
    lines, integer = words().general, load("vi").integer
    drafts = f" (ngoài ra có {integer(totals.drafts)} hồ sơ đang dự thảo)" if totals.drafts else ""
    yield f"- {lines.total}: {integer(totals.systems)};"
    yield f"- {lines.classified}: {integer(totals.classified)};"
    yield f"- {lines.dossiers}: {integer(totals.dossiers)}{drafts};"
    yield f"- {lines.appraised}: {integer(totals.appraised)};"
    yield f"- {lines.approved}: {integer(totals.approved)};"
    yield f"- {lines.assessed}: {integer(totals.assessed)};"
    yield f"- {lines.expected}: {_by_when(totals)}."


def _by_when(totals: Totals) -> str:
    if totals.approved == totals.systems:
        return "đã hoàn thành"
    day = totals.last_expected
    return BLANK if day is None else long_date(day, day.year)
