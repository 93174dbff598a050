"""Any sequence of attempts: what is accepted is what an independent reading of the decree accepts."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from inventory.approvals.events import ApprovalEvent, EventKind, Source, what_happened
from inventory.approvals.replay import status
from inventory.approvals.rules.history import new_refusals
from tests.inventory.approvals.rules.builders import AUTHORITIES, SYSTEM, TODAY, K, event

BEGIN = date(2023, 1, 1)


@dataclass
class Reading:
    """Where the system stands, by the words of the decree; written without a look at the rules."""

    stage: str = "nothing"  # nothing, draft, sent, examined
    asked: int | None = None
    has_regulation: bool = False
    in_force: str | None = None
    ever: set[str] = field(default_factory=set)
    labelled: bool = False
    over: bool = False

    def takes(self, one: ApprovalEvent) -> bool:  # noqa: C901, PLR0911, PLR0912 - a plain reading, case by case
        """Whether the event may happen now; if so, it has."""
        if self.over and one.kind not in (K.REVOKED, K.SUPERSEDED, K.LABEL_EXPIRED):
            return False
        match one.kind:
            case K.DRAFTING:
                if self.stage != "nothing":
                    return False
                self.stage, self.asked = "draft", one.level
            case K.SUBMITTED:
                if self.stage != "draft":
                    return False
                self.stage, self.asked = "sent", one.level or self.asked
            case K.APPRAISED:
                if self.stage != "sent":
                    return False
                self.stage, self.asked = "examined", one.level or self.asked
            case K.RETURNED:
                if self.stage not in {"sent", "examined"}:
                    return False
                self.stage, self.asked = "draft", one.level or self.asked
            case K.REGULATION_ISSUED if one.number is None:
                return False
            case K.REGULATION_ISSUED:
                self.has_regulation = True
            case K.APPROVED:
                ready = {"examined"} if (one.level or 5) >= 3 else {"sent", "examined"}
                if self.stage not in ready or not self.has_regulation or one.level is None:
                    return False
                if self.stage == "examined" and self.asked not in (None, one.level):
                    return False
                self.stage, self.asked, self.in_force = "nothing", None, one.number
                self.ever.add(str(one.number))
            case K.PLAN_PARTIAL | K.PLAN_FULL:
                return self.in_force is not None
            case K.REVOKED | K.SUPERSEDED:
                if one.kind is K.REVOKED and one.number is None:
                    return False
                if (self.in_force is None) if one.number is None else (one.number not in self.ever):
                    return False
                if one.number in (None, self.in_force):
                    self.in_force = None
            case K.LABEL_GRANTED:
                self.labelled = True
            case K.LABEL_EXPIRED:
                if not self.labelled:
                    return False
                self.labelled = False
            case K.DECOMMISSIONED:
                self.over = True
        return True


def read(events: list[ApprovalEvent]) -> Reading | None:
    """The end of a history by day, or None where something in it may not happen."""
    reading = Reading()
    legal = all(reading.takes(one) for one in sorted(events, key=lambda one: one.on))
    return reading if legal else None


class LifeCycle(RuleBasedStateMachine):
    """One system whose clerk tries everything, mostly in order, at times late."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[ApprovalEvent] = []
        self.day = BEGIN

    @rule(
        kind=st.sampled_from([kind for kind in EventKind if kind not in (K.CORRECTED, K.ASSESSED)]),
        later=st.sampled_from([0, 1, 1, 2, -1, -3]),
        level=st.sampled_from([None, 2, 3, 3]),
        number=st.sampled_from([None, "1", "2"]),
    )
    def try_to_record(self, kind: EventKind, later: int, level: int | None, number: str | None) -> None:
        """Accepted exactly when the whole history stays legal."""
        on = max(BEGIN, self.day + timedelta(days=later))
        fields: dict[str, Any] = {"on": on, "level": level, "number": number}
        if kind == K.APPROVED:
            fields |= {"number": number or "3", "authority": "Sở TTTT" if level == 2 else "UBND tỉnh"}
        self._attempt(event(kind, 1, **fields, sequence=len(self.told) + 1))

    @rule(data=st.data())
    def take_the_next_step(self, data: st.DataObject) -> None:
        """The usual order, so that runs come far."""
        steps = (K.DRAFTING, K.SUBMITTED, K.APPRAISED, K.REGULATION_ISSUED, K.APPROVED, K.PLAN_FULL)
        kind = data.draw(st.sampled_from(steps))
        self._attempt(event(kind, 1, on=self.day, level=3, sequence=len(self.told) + 1))

    def _attempt(self, new: ApprovalEvent) -> None:
        refused = new_refusals(self.told, [new], SYSTEM, AUTHORITIES, TODAY)
        again = what_happened(new) in map(what_happened, self.told)
        assert bool(refused) == (again or read([*self.told, new]) is None), refused
        if not refused:
            self.told.append(new)
            self.day = max(self.day, new.on)

    @invariant()
    def the_status_is_what_was_read(self) -> None:
        """Replay and the independent reading agree on where the system stands."""
        reading, now = read(self.told), status(self.told, "S", TODAY)
        assert reading is not None
        assert (now.decision_number, now.decommissioned) == (reading.in_force, reading.over)
        assert now.approved == (reading.in_force is not None)
        stage = {"nothing": None, "draft": "DRAFTING", "sent": "SUBMITTED", "examined": "APPRAISED"}
        assert (now.dossier.name if now.dossier else None) == stage[reading.stage]
        assert (now.dossier_level, now.labelled) == (reading.asked, reading.labelled)

    @invariant()
    def history_may_hold_it_too(self) -> None:
        """What is legal as it happens is legal when told later."""
        late = [one.model_copy(update={"source": Source.IMPORT}) for one in self.told]
        assert not new_refusals([], late, SYSTEM, AUTHORITIES, TODAY)


LifeCycle.TestCase.settings = settings(deadline=None, max_examples=60, stateful_step_count=25)
TestLifeCycle = LifeCycle.TestCase
