"""Whether the decision in force of a system, and its plan, are shown to be lawful by what is on record.

What is not is "chưa được xác nhận" (unconfirmed): it is told, and counted apart. It is worked out anew from
the log each time, never stored: a stage that is recorded later confirms what rests on it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from inventory.approvals.event_rows import recorded_of
from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.renaming.system_codes import as_called
from inventory.approvals.rules.afterwards import AFTERWARDS
from inventory.approvals.rules.authorities import Authorities
from inventory.approvals.rules.confirming import CONFIRMING
from inventory.approvals.rules.history import RULES_OF, doubts
from inventory.approvals.rules.model import EventCase, Refusal, Rule
from inventory.approvals.status import SystemStatus, changed
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.database.present_codes import present_codes
from inventory.database.reading import read
from inventory.model import Code, Inventory, System

# The kinds of event, besides decisions, that a decision rests on: a status is confirmed by these.
RESTS_ON = frozenset(
    {
        EventKind.DRAFTING,
        EventKind.SUBMITTED,
        EventKind.APPRAISED,
        EventKind.RETURNED,
        EventKind.REGULATION_ISSUED,
    }
)
DECISION = (*RULES_OF[EventKind.APPROVED], *CONFIRMING)
PLAN = tuple(rule for rule in AFTERWARDS if rule.id == "approval-before-plan")
RECORDED_NOW = ApprovalEvent(system="S", kind=EventKind.APPROVED, on=date.min)
NOTHING_YET = SystemStatus(system="S", as_of=date.min)


@dataclass(frozen=True)
class Unconfirmed:
    """What a system's approval, and its plan, don't meet."""

    approval: tuple[Rule, ...] = ()
    plan: tuple[Rule, ...] = ()


def unconfirmed(inventory: Inventory, statuses: Mapping[Code, SystemStatus]) -> dict[Code, Unconfirmed]:
    """The systems with a decision in force of which something is not shown to be lawful."""
    authorities = Authorities({body.code: body for body in inventory.organizations})
    found = {
        system.code: Unconfirmed(_decision(status, system, authorities), _plan(status))
        for system in inventory.systems
        if (status := statuses.get(system.code)) is not None and status.approved
    }
    return {code: doubt for code, doubt in found.items() if doubt.approval or doubt.plan}


def doubts_of(connection: Connection, systems: Collection[Code], day: date) -> dict[int, tuple[Refusal, ...]]:
    """By number, the events of some systems that nothing shows to be lawful, with the rules not met.

    ``systems``: as the log knows them.
    """
    inventory, present = read(connection, systems), present_codes(connection)
    logged = recorded_of(connection, systems)
    histories = {present.get(code, code): as_called(connection, logged[code]) for code in logged}
    authorities = Authorities({body.code: body for body in inventory.organizations})
    found: dict[int, tuple[Refusal, ...]] = {}
    for system in inventory.systems:
        found.update(doubts(histories[system.code], system, authorities, day))
    return found


def _decision(status: SystemStatus, system: System, authorities: Authorities) -> tuple[Rule, ...]:
    """The rules of approvals, asked of the decision in force as if it were recorded now."""
    if status.decision_date is None:
        return ()
    # Copies: a large estate has thousands of decisions, and both take several times as long to make.
    day, code = status.decision_date, system.code
    decided = RECORDED_NOW.model_copy(
        update={
            "system": code,
            "on": day,
            "level": status.level,
            "number": status.decision_number,
            "authority": status.decision_authority,
        }
    )
    before = changed(
        NOTHING_YET,
        system=code,
        as_of=day,
        dossier=status.decided_at_stage,
        dossier_level=status.decided_dossier_level,
        regulation_issued_on=day if status.decided_with_regulation else None,
    )
    case = EventCase(decided, before, system, authorities, status.as_of)
    return tuple(rule for rule in DECISION if rule.broken(case))


def _plan(status: SystemStatus) -> tuple[Rule, ...]:
    told = status.plan is ProtectionPlan.FULL
    return PLAN if told and not status.plan_told_under_decision else ()
