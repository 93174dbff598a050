"""Provinces for tests of the form: systems in every state, as strategies and as one of each."""

from datetime import date, timedelta

from hypothesis import strategies as st

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.vocabulary import Approval, Assessment, ProtectionPlan
from inventory.attributes import SystemKind
from inventory.files.mau08.matching.events import UNDATED
from inventory.files.reading.result import ImportedFile
from inventory.model import Inventory, Organization, System
from tests.reports.sample import NAMES, OWNERS

TODAY = date(2026, 11, 21)
YEAR = 2025
LAST = date(2025, 12, 14)  # the form's last day
BODIES = tuple(Organization(code=code, name=name, kind=kind) for code, name, kind in OWNERS)
STAGES = {
    Approval.DRAFTING: EventKind.DRAFTING,
    Approval.SUBMITTED: EventKind.SUBMITTED,
    Approval.APPRAISED: EventKind.APPRAISED,
}
PLANS = {ProtectionPlan.PARTIAL: EventKind.PLAN_PARTIAL, ProtectionPlan.FULL: EventKind.PLAN_FULL}
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=LAST)
EXPECTED = st.none() | st.dates(min_value=LAST + timedelta(days=1), max_value=date(2030, 12, 31))
SIGNS = st.builds(
    "{}/{}-{}".format,
    st.integers(1, 9999),
    st.sampled_from(["QĐ", "2023/QĐ"]),
    st.sampled_from(["UBND", "SỞ", "BCĐ"]),
)
AUTHORITIES = st.none() | st.sampled_from(["UBND tỉnh A", "Sở Văn hóa, Thể thao và Du lịch"])
ASSESSED: tuple[tuple[Assessment, ...], ...] = ((), *((kind,) for kind in Assessment), tuple(Assessment))


@st.composite
def events(draw: st.DrawFn, system: System) -> list[ApprovalEvent]:
    """What brought a system to some state: stage, regulation, plan, assessment."""
    made = []
    stage = draw(st.none() | st.sampled_from(Approval))
    if stage is Approval.APPROVED:
        made.append(
            _event(
                system,
                EventKind.APPROVED,
                draw(DAYS),
                number=draw(SIGNS),
                level=system.proposed_level,
                authority=draw(AUTHORITIES),
            )
        )
    elif stage is not None:
        made.append(_event(system, STAGES[stage], draw(DAYS), level=system.proposed_level))
    match draw(st.sampled_from(["none", "ticked", "dated"])):
        case "ticked":
            made.append(_event(system, EventKind.REGULATION_ISSUED, LAST, note=UNDATED))
        case "dated":
            issued = {"number": draw(SIGNS), "authority": draw(AUTHORITIES)}
            made.append(_event(system, EventKind.REGULATION_ISSUED, draw(DAYS), **issued))
    if plan := draw(st.none() | st.sampled_from(list(PLANS))):
        made.append(_event(system, PLANS[plan], draw(DAYS)))
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    for kind, day in zip(draw(st.sampled_from(ASSESSED)), days, strict=False):
        made.append(_event(system, EventKind.ASSESSED, day, result=kind.value))
    return made


def _event(system: System, kind: EventKind, on: date, **fields: object) -> ApprovalEvent:
    return ApprovalEvent.model_validate({"system": system.code, "kind": kind, "on": on, **fields})


@st.composite
def provinces(draw: st.DrawFn) -> ImportedFile:
    """Up to eight systems of distinct names, with their events."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=8))
    codes = [body.code for body in BODIES[:4]]
    systems = [
        System(
            code=f"HT-{number}",
            name=name,
            owner=draw(st.sampled_from(codes)),
            operator=draw(st.none() | st.sampled_from(codes)),
            proposed_level=draw(st.integers(1, 5)),
            specialised_unit=draw(st.none() | st.sampled_from(codes)),
            system_kind=draw(st.none() | st.sampled_from(SystemKind)),
            approval_expected=draw(EXPECTED),
            plan_expected=draw(EXPECTED),
        )
        for number, name in enumerate(names)
    ]
    told = [event for system in systems for event in draw(events(system))]
    return ImportedFile(Inventory(organizations=BODIES, systems=tuple(systems)), tuple(told))
