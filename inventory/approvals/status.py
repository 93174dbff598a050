"""The status of a system on one day, in the vocabulary of Mẫu 08."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory.approvals.vocabulary import Approval, Assessment, ProtectionPlan
from inventory.model import Code, Level


@dataclass(frozen=True, kw_only=True)
class SystemStatus:
    """One system on one day. ``level`` and the decision's fields are those of the approval in force.

    ``dossier`` is the stage of the dossier under way, perhaps beside a decision in force, and
    ``dossier_level`` the level it speaks of. ``revoked`` and ``superseded`` tell how the last approval ended;
    a new one clears them. ``earlier_decisions``: the numbers of decisions no longer in force, oldest first.
    ``last_level``: of the last decision, in force or not. ``plan_outgrown``: the plan was fully carried out,
    and then a higher level was decided (``inventory.approvals.transitions``).
    """

    system: Code
    as_of: date
    dossier: Approval | None = None
    dossier_since: date | None = None
    dossier_level: Level | None = None
    approved: bool = False
    level: Level | None = None
    last_level: Level | None = None
    decision_number: str | None = None
    decision_date: date | None = None
    decision_authority: str | None = None
    decided_at_stage: Approval | None = None  # the dossier's stage just before that decision
    decided_dossier_level: Level | None = None  # … and the level that the dossier spoke of
    decided_with_regulation: bool = False  # whether the regulation had been issued before it
    earlier_decisions: tuple[str, ...] = ()
    regulation_issued_on: date | None = None
    plan: ProtectionPlan = ProtectionPlan.NONE
    plan_told_on: date | None = None
    plan_outgrown: bool = False
    plan_told_under_decision: bool = False  # whether a decision was in force when the plan was told
    assessed: Assessment | None = None  # None also where the event did not say which kind
    assessed_on: date | None = None
    label_granted_on: date | None = None  # of the last label, in force or not
    label_until: date | None = None  # its last day; None: no end was recorded
    label_ended: bool = False
    revoked: bool = False
    superseded: bool = False
    decommissioned: bool = False

    @property
    def approval(self) -> Approval | None:
        """Column 6 of Mẫu 08: approved while a decision is in force, else the dossier's stage."""
        return Approval.APPROVED if self.approved else self.dossier

    @property
    def labelled(self) -> bool:
        """Whether a cyber-trust label was granted and has not ended; it holds on its last day."""
        return self.labelled_on(self.as_of)

    def labelled_on(self, day: date) -> bool:
        """``labelled`` on a later day, until which nothing happens."""
        if self.label_granted_on is None or self.label_ended:
            return False
        return self.label_until is None or day <= self.label_until


def changed(current: SystemStatus, **changes: Any) -> SystemStatus:  # noqa: ANN401 - fields of any type
    """``dataclasses.replace`` at a fifth of its cost: a large log is folded in very many steps."""
    copy = object.__new__(SystemStatus)
    copy.__dict__.update(current.__dict__, **changes)
    return copy
