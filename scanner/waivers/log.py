"""The waivers in the database: appended, never changed; a revocation is one more row."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select

from inventory.clock import Clock, now, today
from inventory.database.author import login_name
from inventory.database.chains.sealing import seal
from inventory.database.present_codes import keys_by_code, present_codes
from inventory.database.rows import ColumnValues, columns_of
from inventory.database.tables import ApprovalHeadRow
from inventory.database.transactions import reading, writing
from inventory.model import Code
from scanner.errors import ScannerError
from scanner.waivers.model import Accepted, Revocation, RevocationRequest, Waiver, WaiverRequest
from scanner.waivers.sealing import CHAIN, WAIVERS
from scanner.waivers.tables import WaiverRow

GIVEN, REVOKED = "given", "revoked"
NOTHING: tuple[Accepted, ...] = ()
Choice = Callable[[tuple[Waiver, ...]], Sequence[Accepted]]


class WaiverLog:
    """The record of waivers. ``actor``: who records, for requests that name nobody."""

    def __init__(self, engine: Engine, clock: Clock = now, actor: str | None = None) -> None:
        self._engine = engine
        self._clock = clock
        self._actor = actor or login_name()

    def waivers(self) -> tuple[Waiver, ...]:
        """Every waiver ever given, by number, with its revocation.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self._engine) as connection:
            return _waivers(connection)

    def give(self, request: WaiverRequest, choose: Choice) -> Waiver:
        """Record a waiver of the findings chosen, from today; ``scanner.waivers.giving`` says which may be.

        ``choose`` gets the waivers recorded so far; until this one is, nobody records another.

        Raises:
            ScannerError: ``choose`` refuses it.
            InventoryError: the database cannot be written.

        """
        columns: ColumnValues = {
            WaiverRow.kind: GIVEN,
            WaiverRow.system: request.system,
            WaiverRow.check_id: request.check,
            WaiverRow.until: request.until,
            WaiverRow.reason: request.reason,
            WaiverRow.approver: request.approver,
            WaiverRow.actor: request.actor or self._actor,
        }
        with writing(self._engine) as connection:
            number = _next_number(connection)
            accepted = choose(_waivers(connection))
            self._append(connection, number, accepted, {**columns, WaiverRow.waiver: number})
            return _numbered(connection, number)

    def revoke(self, request: RevocationRequest) -> Waiver:
        """Take a waiver back, from today.

        Raises:
            ScannerError: there is no such waiver, or it no longer holds.
            InventoryError: the database cannot be written.

        """
        with writing(self._engine) as connection:
            number = _next_number(connection)
            waiver = _numbered(connection, request.number)
            self._refuse_past(waiver)
            columns: ColumnValues = {
                WaiverRow.kind: REVOKED,
                WaiverRow.waiver: waiver.number,
                WaiverRow.system: waiver.system,
                WaiverRow.check_id: waiver.check,
                WaiverRow.reason: request.reason,
                WaiverRow.actor: request.actor or self._actor,
            }
            self._append(connection, number, NOTHING, columns)
            return _numbered(connection, waiver.number)

    def _append(
        self, connection: Connection, number: int, accepted: Iterable[Accepted], columns: ColumnValues
    ) -> None:
        system = str(columns[WaiverRow.system])
        recorded: ColumnValues = {
            WaiverRow.sequence: number,
            WaiverRow.system: keys_by_code(connection).get(system, system),
            WaiverRow.happened_on: today(self._clock),
            WaiverRow.evidence: json.dumps([finding.model_dump(mode="json") for finding in accepted]),
            WaiverRow.recorded_at: self._clock().astimezone(UTC),
        }
        connection.execute(insert(WaiverRow).values({**columns, **recorded}))
        seal(connection, CHAIN.name, WAIVERS, WAIVERS.key == number)

    def _refuse_past(self, waiver: Waiver) -> None:
        if waiver.revocation is not None:
            raise ScannerError(
                "waiver {number} was revoked on {on} already", number=waiver.number, on=waiver.revocation.on
            )
        if waiver.until < today(self._clock):
            raise ScannerError(
                "waiver {number} ended on {until}: there is nothing to revoke",
                number=waiver.number,
                until=waiver.until,
            )


def _next_number(connection: Connection) -> int:
    """One more than the last. Where writers run side by side, the approval log's one head is their lock."""
    connection.execute(select(ApprovalHeadRow.id).with_for_update())
    return 1 + (connection.scalar(select(func.max(WaiverRow.sequence))) or 0)


def _numbered(connection: Connection, number: int) -> Waiver:
    for waiver in _waivers(connection):
        if waiver.number == number:
            return waiver
    raise ScannerError("there is no waiver {number}: `capdo waiver list` shows them all", number=number)


def _waivers(connection: Connection) -> tuple[Waiver, ...]:
    rows = connection.execute(select(*columns_of(WaiverRow)).order_by(WaiverRow.sequence)).all()
    present = present_codes(connection)
    revoked = {row.waiver: _revocation(row) for row in rows if row.kind == REVOKED}
    return tuple(
        _waiver(row, present.get(row.system, row.system), revoked.get(row.sequence))
        for row in rows
        if row.kind == GIVEN
    )


def _revocation(row: Row[*tuple[Any, ...]]) -> Revocation:
    return Revocation(on=row.happened_on, reason=row.reason, actor=row.actor, recorded_at=row.recorded_at)


def _waiver(row: Row[*tuple[Any, ...]], system: Code, revocation: Revocation | None) -> Waiver:
    return Waiver(
        number=row.sequence,
        system=system,
        check=row.check_id,
        given_on=row.happened_on,
        until=row.until,
        reason=row.reason,
        approver=row.approver,
        actor=row.actor,
        accepted=tuple(Accepted.model_validate(finding) for finding in json.loads(row.evidence)),
        recorded_at=row.recorded_at,
        revocation=revocation,
    )
