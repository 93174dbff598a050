"""Events and statuses by the present codes of their systems: the log itself keeps the first code for good."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.status import SystemStatus
from inventory.database.present_codes import keys_by_code, present_codes
from inventory.model import Code


def as_logged(connection: Connection, events: Iterable[ApprovalEvent]) -> list[ApprovalEvent]:
    """The events with the codes that the log knows their systems by."""
    return _with_codes(events, keys_by_code(connection))


def as_called(connection: Connection, events: Iterable[ApprovalEvent]) -> list[ApprovalEvent]:
    """Events of the log with the codes that their systems have now."""
    return _with_codes(events, present_codes(connection))


def statuses_as_called(
    connection: Connection, statuses: Mapping[Code, SystemStatus]
) -> dict[Code, SystemStatus]:
    """Statuses by the codes that their systems have now."""
    present = present_codes(connection)
    return {
        present.get(code, code): replace(status, system=present[code]) if code in present else status
        for code, status in statuses.items()
    }


def _with_codes(events: Iterable[ApprovalEvent], codes: Mapping[Code, Code]) -> list[ApprovalEvent]:
    return [renamed(event, codes) for event in events]


def renamed(event: ApprovalEvent, codes: Mapping[Code, Code]) -> ApprovalEvent:
    """An event with another code for its system, where there is one."""
    return event.model_copy(update={"system": codes[event.system]}) if event.system in codes else event


def logged_code(connection: Connection, code: Code) -> Code:
    """The code that the log knows a system by."""
    return keys_by_code(connection).get(code, code)
