"""Systems removed, renamed and merged: what was recorded of them stays, and why is recorded too."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select, update

from inventory.approvals.event_rows import recorded
from inventory.approvals.events import Recorder
from inventory.approvals.recording import record_new
from inventory.approvals.renaming.system_codes import logged_code
from inventory.clock import today
from inventory.database.chains.inventory_log import log_changes
from inventory.database.present_codes import keys_by_code
from inventory.database.reading import read
from inventory.database.rows import values
from inventory.database.store import upsert
from inventory.database.tables import FormerCodeRow, OrganizationRow, PredecessorRow, SystemRow
from inventory.errors import InventoryError
from inventory.model import Code, Inventory, Organization, System
from inventory.wording.phrases import NOTHING, Phrase

REFERENCES = ("owner", "operator", "specialised_unit")


@dataclass(frozen=True)
class Editing:
    """Changes within one transaction; ``by``: who, and when. Each needs a reason.

    Raises:
        InventoryError: there is no such code, or the change can't be made; nothing is changed then.

    """

    connection: Connection
    reason: str
    by: Recorder = field(default_factory=Recorder)

    def __post_init__(self) -> None:
        """Refuse what nobody could understand later."""
        if not self.reason.strip():
            raise InventoryError("--reason is blank: say why, for those who read it later")

    def remove(self, code: Code) -> None:
        """Leave a system out of everything from today on; what was, and earlier reports, stay."""
        system = self._system(code)
        if system.removed_on is not None:
            raise InventoryError(
                "system {code} was removed on {on} already",
                code=code,
                on=system.removed_on,
            )
        self._put(system, self.reason.strip(), removed_on=today(self.by.clock))

    def rename(self, old: Code, new: Code) -> None:
        """Give a system or an organization another code; everything that it has goes along."""
        inventory = read(self.connection)
        taken = {body.code for body in inventory.organizations} | {one.code for one in inventory.systems}
        if new in taken or new in keys_by_code(self.connection) or self._is_key(new):
            raise InventoryError(
                "the code {new} is or was another's: choose one that is free, or merge the two", new=new
            )
        body = next((body for body in inventory.organizations if body.code == old), None)
        if body is None:
            self._rename_system(self._system(old), new)
        else:
            renamed = Organization.model_validate({**body.model_dump(), "code": new})
            self._replace_body(inventory, body, renamed)

    def merge(self, source: Code, target: Code) -> None:
        """Let one of two that are the same go into the other.

        A system's events are recorded of the other one too, its endpoints and what the other has blank are
        added, and it is removed. Permission is the target's own.
        """
        if source == target:
            raise InventoryError("{source} can't be merged into itself: name another code", source=source)
        inventory = read(self.connection)
        bodies = {body.code: body for body in inventory.organizations}
        if source in bodies and target in bodies:
            self._replace_body(inventory, bodies[source], bodies[target])
        else:
            self._merge_systems(self._system(source), self._system(target))

    def _merge_systems(self, source: System, target: System) -> None:
        hosts = {endpoint.key for endpoint in target.endpoints}
        moved = tuple(endpoint for endpoint in source.endpoints if endpoint.key not in hosts)
        blank = {name for name, value in target if value is None} - {"permission", "removed_on"}
        reason = self._both(source.code, target.code)
        self._put(
            target,
            reason,
            endpoints=(*target.endpoints, *moved),
            **{name: getattr(source, name) for name in blank},
        )
        events = recorded(self.connection, logged_code(self.connection, source.code))
        own = [event.model_copy(update={"system": target.code}) for event in events]
        record_new(self.connection, own, self.by)
        self._put(source, reason, removed_on=source.removed_on or today(self.by.clock))

    def _rename_system(self, system: System, new: Code) -> None:
        key = logged_code(self.connection, system.code)
        self.connection.execute(update(SystemRow).where(SystemRow.code == key).values(present_code=new))
        former = values({FormerCodeRow.code: system.code, FormerCodeRow.system: key})
        self.connection.execute(insert(FormerCodeRow), [former])
        called = system.model_copy(update={"code": new})
        self._log(Inventory(systems=(system,)), Inventory(systems=(called,)), self.reason.strip())

    def _replace_body(self, inventory: Inventory, old: Organization, new: Organization) -> None:
        """Let everything that names one organization name the other, and drop the first."""
        codes = {old.code: new.code}
        bodies = [new, *(body for body in inventory.organizations if body.code not in (old.code, new.code))]
        renamed = Inventory(
            organizations=tuple(_naming(body, codes) for body in bodies),
            systems=tuple(
                system.model_copy(
                    update={
                        name: codes[code] for name in REFERENCES if (code := getattr(system, name)) in codes
                    }
                )
                for system in inventory.systems
            ),
        )
        reason = self._both(old.code, new.code)
        upsert(self.connection, renamed, actor=self.by.actor, clock=self.by.clock, reason=reason)
        self.connection.execute(delete(PredecessorRow).where(PredecessorRow.organization == old.code))
        self.connection.execute(delete(OrganizationRow).where(OrganizationRow.code == old.code))
        self._log(Inventory(organizations=(old,)), Inventory(), reason)

    def _system(self, code: Code) -> System:
        systems = read(self.connection, {code}).systems
        if not systems or systems[0].code != code:
            now = Phrase(": it is called {code} now", code=systems[0].code) if systems else NOTHING
            raise InventoryError(
                "there is no system or organization {code} in the inventory{now}", code=code, now=now
            )
        return systems[0]

    def _put(self, system: System, reason: str, **changes: object) -> None:
        changed = Inventory(systems=(system.model_copy(update=changes),))
        upsert(self.connection, changed, actor=self.by.actor, clock=self.by.clock, reason=reason)

    def _log(self, before: Inventory, after: Inventory, reason: str) -> None:
        log_changes(self.connection, before, after, actor=self.by.actor, clock=self.by.clock, reason=reason)

    def _both(self, code: Code, other: Code) -> str:
        """The reason, and what went into what: the log of changes has a row for each of them."""
        return f"{code} → {other}: {self.reason.strip()}"

    def _is_key(self, code: Code) -> bool:
        found = self.connection.execute(select(SystemRow.code).where(SystemRow.code == code)).first()
        return found is not None


def _naming(body: Organization, codes: dict[Code, Code]) -> Organization:
    """The organization with other codes for those that it names; never itself."""
    named = {
        name: codes[code] for name in ("parent", "merged_into") if (code := getattr(body, name)) in codes
    }
    predecessors = dict.fromkeys(codes.get(code, code) for code in body.predecessors)
    kept = tuple(code for code in predecessors if code != body.code)
    changed = {name: None if code == body.code else code for name, code in named.items()}
    return body.model_copy(update={**changed, "predecessors": kept})
