"""Makes the events of one row: known ones are found, states get the form's day, contradictions are doubts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from inventory.approvals.corrections import as_corrected
from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.replay import SystemStatus
from inventory.files.mau08.choices import NOTHING
from inventory.files.mau08.form import Field
from inventory.files.mau08.matching.undated import UNDATED
from inventory.files.mau08.told import Told
from inventory.words import shown

NO_DAY = (
    "{value} has no day of its own: tell the day that the form describes, in a title row "
    "(“tính đến ngày dd/mm/yyyy”) or as --as-of YYYY-MM-DD"
)


@dataclass
class Making:
    """One row and its system. ``as_of``: the day the form describes; ``note``: where events come from."""

    told: Told
    status: SystemStatus
    known: tuple[ApprovalEvent, ...]
    as_of: date | None
    note: str

    def known_of(self, kind: EventKind) -> Iterable[ApprovalEvent]:
        """The known events of a kind, as corrected."""
        return (event for event in as_corrected(self.known) if event.kind is kind)

    def contradicts(self, field: Field, value: str, stored: object) -> None:
        """A doubt: the form says less than is stored."""
        value = "nothing" if value == NOTHING else value
        self.told.doubt(
            field, f"{shown(value)} falls behind what is stored, {shown(stored)}: which is right?"
        )

    def on_the_day(
        self,
        field: Field,
        value: str,
        kind: EventKind,
        *,
        level: int | None = None,
        result: str | None = None,
    ) -> Iterator[ApprovalEvent]:
        """An event of the day that the form describes; a doubt where it names none."""
        if self.as_of is None:
            self.told.doubt(field, NO_DAY.format(value=shown(value)))
            return
        undated = f"{self.note}: tình trạng đến ngày {self.as_of:%d/%m/%Y}, {UNDATED}"
        yield self.event(kind, self.as_of, level=level, result=result).model_copy(update={"note": undated})

    def event(
        self,
        kind: EventKind,
        on: date,
        *,
        number: str | None = None,
        level: int | None = None,
        result: str | None = None,
    ) -> ApprovalEvent:
        """An event of the row's system."""
        system = self.status.system
        return ApprovalEvent(
            system=system, kind=kind, on=on, number=number, level=level, result=result, note=self.note
        )
