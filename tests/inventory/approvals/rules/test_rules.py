"""Each rule refuses what it forbids, lets the rest through, and names its source."""

from datetime import date

import pytest

from inventory.approvals.events import ApprovalEvent, Source
from inventory.approvals.rules.history import RULES
from inventory.approvals.rules.model import Basis
from tests.inventory.approvals.rules.builders import SYSTEM, K, approved, event, refusals, rules

WAY = approved()
ON_THE_WAY = {"submitted": WAY[:2], "appraised": WAY[:3], "regulated": WAY[:4], "approved": WAY}

BROKEN: list[tuple[str, list[ApprovalEvent]]] = [
    ("not-in-the-future", [event(K.DRAFTING, 1, on=date(2024, 1, 1))]),
    ("levels-since-the-decree", [event(K.DRAFTING, 1, on=date(2016, 6, 30))]),
    ("appraisal-opinion", [*ON_THE_WAY["submitted"], event(K.APPRAISED, 3, result=None)]),
    ("appraisal-opinion", [*ON_THE_WAY["submitted"], event(K.APPRAISED, 3, authority=None)]),
    ("end-after-beginning", [event(K.LABEL_GRANTED, 2, until=date(2023, 1, 31))]),
    ("nothing-after-decommissioning", [event(K.DECOMMISSIONED, 1), event(K.DRAFTING, 2)]),
    ("nothing-after-decommissioning", [event(K.DECOMMISSIONED, 1), event(K.DECOMMISSIONED, 2)]),
    ("label-in-operation", [event(K.LABEL_GRANTED, 1, on=date(2019, 12, 31))]),
    ("level-as-appraised", [*WAY[:4], event(K.APPROVED, 6, level=4)]),
    ("one-dossier-at-a-time", [event(K.DRAFTING, 1), event(K.DRAFTING, 2)]),
    ("one-dossier-at-a-time", [*ON_THE_WAY["submitted"], event(K.DRAFTING, 3)]),
    ("drafting-before-submission", [event(K.SUBMITTED, 1)]),
    ("drafting-before-submission", [*ON_THE_WAY["submitted"], event(K.SUBMITTED, 3)]),
    ("submission-before-appraisal", [event(K.DRAFTING, 1), event(K.APPRAISED, 2)]),
    ("submission-before-appraisal", [*ON_THE_WAY["submitted"], event(K.APPRAISED, 1, 31)]),
    ("submission-before-return", [event(K.DRAFTING, 1), event(K.RETURNED, 2)]),
    ("reasons-for-return", [*ON_THE_WAY["submitted"], event(K.RETURNED, 3, result=None)]),
    ("appraisal-before-approval", [*WAY[:2], WAY[3], WAY[4]]),
    ("appraisal-before-approval", [*WAY[:4], event(K.APPROVED, 2, 28)]),
    ("submission-before-approval", [*approved(2)[:1], WAY[3], approved(2)[4]]),
    ("regulation-before-approval", [*WAY[:3], WAY[4]]),
    ("regulation-before-approval", [*WAY[:3], event(K.REGULATION_ISSUED, 7), WAY[4]]),
    ("decision-identified", [*WAY[:4], event(K.APPROVED, 6, level=None)]),
    ("decision-identified", [*WAY[:4], event(K.APPROVED, 6, number=None)]),
    ("decision-identified", [*WAY[:4], event(K.APPROVED, 6, authority=None)]),
    ("approved-by-the-specialised-unit", [*approved(2)[:4], event(K.APPROVED, 6, level=2)]),
    ("approved-by-the-owner", [*WAY[:4], event(K.APPROVED, 6, authority="Sở TTTT")]),
    ("appraised-by-a-ministry", [*WAY[:2], event(K.APPRAISED, 3, level=4)]),
    ("independent-appraisal", [*WAY[:2], event(K.APPRAISED, 3, authority="Sở Tài chính")]),
    ("approval-before-plan", [event(K.PLAN_FULL, 1)]),
    ("approval-before-plan", [*WAY, event(K.REVOKED, 7), event(K.PLAN_PARTIAL, 8)]),
    ("assessment-told", [event(K.ASSESSED, 1, result="đạt")]),
    ("assessment-told", [event(K.ASSESSED, 1, authority=None)]),
    ("assessment-in-time", [event(K.ASSESSED, 1, result="before-use")]),
    ("assessment-in-time", [event(K.ASSESSED, 1, on=date(2019, 1, 1))]),
    ("label-to-end", [event(K.LABEL_EXPIRED, 1)]),
    ("decision-to-end", [event(K.REVOKED, 1)]),
    ("revocation-identified", [*WAY, event(K.REVOKED, 7, number=None)]),
    ("revocation-identified", [*WAY, event(K.REVOKED, 7, authority=None)]),
    ("regulation-identified", [event(K.REGULATION_ISSUED, 1, number=None)]),
    ("decision-to-end", [*WAY, event(K.SUPERSEDED, 7, number="2/QĐ-UBND")]),
    ("only-corrections-correct", [*WAY, event(K.PLAN_FULL, 7, corrects=1)]),
    ("correction-names-an-event", [*WAY, event(K.CORRECTED, 7, level=2)]),
    ("correction-names-an-event", [*WAY, event(K.CORRECTED, 7, level=2, corrects=6)]),
    ("correction-names-an-event", [*WAY, event(K.CORRECTED, 7, level=2, corrects=99)]),
    ("correction-after-event", [*WAY, event(K.CORRECTED, 5, number="2", corrects=5)]),
    (
        "correction-after-event",
        [*WAY, event(K.CORRECTED, 7, corrects=5, corrected_on=date(2023, 7, 2))],
    ),
    ("correction-says-what", [*WAY, event(K.CORRECTED, 7, corrects=5)]),
    ("correction-says-what", [*WAY, event(K.CORRECTED, 7, corrects=5, withdraws=True, number="2")]),
    (
        "correction-of-an-event",
        [*WAY, event(K.CORRECTED, 7, corrects=5, number="2"), event(K.CORRECTED, 8, corrects=6, number="3")],
    ),
]


@pytest.mark.parametrize(("rule", "events"), BROKEN, ids=[f"{rule}" for rule, _ in BROKEN])
def test_what_a_rule_forbids_is_refused(rule: str, events: list[ApprovalEvent]) -> None:
    """The last of the events makes a history that the rule forbids."""
    *before, last = events
    assert rule in rules(*before, last)
    assert all(rules(*before[:length]) == set() for length in range(1, len(before) + 1))


def test_every_rule_has_its_case() -> None:
    """No rule is without a history that breaks it; the label's rule has its own test below."""
    assert {rule.id for rule in RULES} - {rule for rule, _ in BROKEN} == {"label-of-a-portal"}


def test_a_label_is_for_portals() -> None:
    """Another system has none to be granted."""
    inner = SYSTEM.model_copy(update={"is_portal": False})
    assert rules(event(K.LABEL_GRANTED, 1), system=inner) == {"label-of-a-portal"}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_whole_way_is_legal(level: int) -> None:
    """Step by step to the plan, the assessment, the label, and the end of it all."""
    rest = [
        event(K.PLAN_PARTIAL, 7),
        event(K.PLAN_FULL, 8),
        event(K.ASSESSED, 9),
        event(K.LABEL_GRANTED, 9),
        event(K.LABEL_EXPIRED, 10),
        event(K.SUPERSEDED, 10),
        event(K.DECOMMISSIONED, 11),
    ]
    way = [*approved(level), *rest]
    assert [rules(*way[:length]) for length in range(1, len(way) + 1)] == [set()] * len(way)


def test_low_levels_are_approved_without_a_separate_appraisal() -> None:
    """The specialised unit appraises and approves in one."""
    drafted, submitted, _, regulation, decision = approved(2)
    assert rules(drafted, submitted, regulation, decision) == set()


def test_a_returned_dossier_is_submitted_again() -> None:
    """And appraised."""
    back = [*WAY[:2], event(K.RETURNED, 2, 10), event(K.SUBMITTED, 2, 20), event(K.APPRAISED, 3)]
    assert rules(*back) == set()
    assert rules(*back[:3], event(K.APPRAISED, 3)) == {"submission-before-appraisal"}


@pytest.mark.parametrize(
    "events",
    [
        [event(K.APPROVED, 6, source=Source.IMPORT, level=None, number=None, authority=None)],
        [event(K.PLAN_FULL, 6, source=Source.IMPORT)],
        [event(K.APPRAISED, 6, source=Source.IMPORT, authority="Sở Tài chính")],
        [event(K.CORRECTED, 6, source=Source.IMPORT, level=2)],
        [event(K.ASSESSED, 6, source=Source.IMPORT, result=None)],
    ],
)
def test_history_may_lack_stages(events: list[ApprovalEvent]) -> None:
    """What agencies no longer know is not asked of the past; as it happens, it is."""
    assert rules(*events) == set()
    *before, last = events
    assert rules(*before, last.model_copy(update={"source": Source.CLI}))


@pytest.mark.parametrize(
    ("rule", "events"),
    [(rule, events) for rule, events in BROKEN if rule in {r.id for r in RULES if r.always}],
)
def test_what_cannot_be_is_refused_for_history_too(rule: str, events: list[ApprovalEvent]) -> None:
    """Impossible days stay impossible."""
    told = [one.model_copy(update={"source": Source.IMPORT}) for one in events]
    assert rule in rules(*told)


def test_an_event_told_late_must_not_break_later_ones() -> None:
    """A return between submission and appraisal leaves the appraisal without a submission."""
    (refused,) = refusals(*WAY, event(K.RETURNED, 2, 15))
    assert (refused.rule, refused.event.kind) == ("submission-before-appraisal", K.APPRAISED)


def test_what_was_broken_before_does_not_refuse_the_next() -> None:
    """A log from before the rules goes on."""
    assert rules(event(K.APPROVED, 1, number=None), event(K.PLAN_FULL, 2)) == set()


def test_the_decree_of_the_day_is_cited() -> None:
    """Decree 85/2016 until 18/08/2026, Decree 331/2026 from then on; what was not verified says so."""
    assert Basis.DECREE.cited(date(2026, 8, 18)).vi == "Nghị định 85/2016/NĐ-CP"
    assert Basis.DECREE.cited(date(2026, 8, 19)).en == "Decree 331/2026/NĐ-CP"
    (told,) = refusals(event(K.SUBMITTED, 1))
    assert str(told) == (
        "submitted of 2023-01-01 for S: only a dossier that was drafted, or returned, is submitted "
        "(Decree 85/2016/NĐ-CP) [drafting-before-submission]"
    )
    assert told.to("vi") == (
        "Gửi thẩm định ngày 01/01/2023 của S: chỉ gửi thẩm định hồ sơ đang dự thảo hoặc đã được trả lại "
        "(Nghị định 85/2016/NĐ-CP) [drafting-before-submission]"
    )
    (unsure,) = refusals(event(K.PLAN_FULL, 1))
    assert (unsure.source.vi, unsure.source.en) == (
        "Nghị định 85/2016/NĐ-CP, cần đối chiếu",
        "Decree 85/2016/NĐ-CP, to be verified",
    )
