"""Rows of a form become systems and events, joined to what is known of the same names."""

from datetime import date

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.replay import status
from inventory.files.cells.names import name_key
from inventory.files.mau08.form import Field
from inventory.files.mau08.matching.events import Comparison
from inventory.files.mau08.matching.legality import EventsOf, KnownEvents
from inventory.files.mau08.matching.organizations import Organizations
from inventory.files.mau08.matching.row_reading import read_values
from inventory.files.mau08.matching.row_values import RowValues
from inventory.files.mau08.matching.systems import Bodies, Systems, system_of
from inventory.files.mau08.sheets.rows import FormRow
from inventory.files.reading.result import CellError, ImportedFile
from inventory.model import Inventory, Organization, System
from inventory.safe_text import quoted
from inventory.words import WrongValueError


class Matching:
    """Takes one row after the other; a row in doubt leaves nothing behind but its doubts."""

    def __init__(
        self,
        stored_inventory: Inventory,
        events_of: EventsOf,
        as_of: date | None,
        today: date,
        source: str,
        operating_since: date | None,
    ) -> None:
        self.as_of, self.today, self.operating_since = as_of, today, operating_since
        self.note = f"Theo Mẫu 08 (tệp {source})"
        self.unsure: list[CellError] = []
        self._organizations = Organizations(stored_inventory.organizations, as_of or today)
        self._systems = Systems(stored_inventory.systems, as_of or today)
        self._known_events = KnownEvents(events_of, today)
        self._rows: dict[object, FormRow] = {}
        self._accepted_systems: list[System] = []
        self._new_events: list[ApprovalEvent] = []

    def take(self, row: FormRow) -> None:
        """Read one row, and keep it if everything in it is understood."""
        values = read_values(row)
        bodies = self._bodies(values)
        if bodies is not None:
            self._compare(values, bodies)
        self.unsure += values.doubts

    def file(self) -> ImportedFile:
        """What is sure: systems, the organizations they need that were not known, and events."""
        named = {code for system in self._accepted_systems for code in (system.owner, system.operator)}
        organizations = [body for body in self._organizations.added.values() if body.code in named]
        inventory = Inventory(
            organizations=tuple(sorted(organizations, key=lambda body: body.code)),
            systems=tuple(sorted(self._accepted_systems, key=lambda system: system.code)),
        )
        return ImportedFile(inventory, tuple(self._new_events))

    def new(self) -> frozenset[str]:
        """Codes that were not known."""
        file = self.file().inventory
        systems = {system.code for system in file.systems} - self._systems.stored.keys()
        return frozenset(systems | {body.code for body in file.organizations})

    def _bodies(self, values: RowValues) -> Bodies | None:
        for field, text in ((Field.NAME, values.name), (Field.OWNER, values.owner)):
            if not text:
                values.doubt(field, "is blank: fill it in")
        owner = self._organization(values, Field.OWNER, values.owner)
        operator = self._organization(values, Field.OPERATOR, values.operator)
        return None if owner is None or not values.name else Bodies(owner, operator)

    def _organization(self, values: RowValues, field: Field, name: str) -> Organization | None:
        try:
            return self._organizations.find(name) if name else None
        except WrongValueError as error:
            values.doubt(field, str(error))
            return None

    def _compare(self, values: RowValues, bodies: Bodies) -> None:
        operator = bodies.operator.code if bodies.operator else None
        self._refuse_repeated(values, (values.code, name_key(values.name), bodies.owner.code, operator))
        stored_system = self._stored_system(values, bodies)
        if values.doubts:
            return
        code = values.code or (
            stored_system.code
            if stored_system
            else self._systems.new_code(values.name, bodies.operator or bodies.owner)
        )
        self._refuse_repeated(values, code)
        system = system_of(values, bodies, stored_system, code, self.operating_since)
        if system is None:
            return
        events = self._events(values, system)
        if not values.doubts:
            self._accepted_systems.append(system)
            self._new_events += events

    def _events(self, values: RowValues, system: System) -> list[ApprovalEvent]:
        """What the row adds to the log; what the rules of the life cycle forbid is a doubt."""
        history = self._known_events.of(system.code)
        now = status(history, system.code, self.as_of or self.today)
        events = Comparison(values, now, history, self.as_of, self.note).events()
        if not values.doubts:
            for field, why in self._known_events.doubts(events, system, self._organizations.everyone):
                values.doubt(field, why)
        return events

    def _refuse_repeated(self, values: RowValues, key: object) -> None:
        first = self._rows.setdefault(key, values.row)
        if first is not values.row:
            where = f"row {first.rows[0]} of {quoted(first.grid.title)}"
            values.doubt(
                Field.NAME, f"{quoted(values.name)}: the same system is in {where} too: keep one of the two"
            )

    def _stored_system(self, values: RowValues, bodies: Bodies) -> System | None:
        try:
            if values.code:
                return self._systems.stored.get(values.code)
            return self._systems.find(values.name, bodies.owner, bodies.operator)
        except WrongValueError as error:
            values.doubt(Field.NAME, str(error))
            return None
