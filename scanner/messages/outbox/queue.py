"""The outbox: a message is queued, is being sent by one process, and is sent. Nothing twice, nothing lost.

- A message is put in with what it tells, in one transaction: whatever was told once is not told again.
- A process claims a message before it sends it. A claim whose process is gone is taken back.
- Just before the line that makes a mail server take it, ``handed_over_at`` is noted. If the process was
  killed after that and its machine went on, the kernel has sent that line: the message counts as sent. If
  the machine itself went down nobody can know, and it is sent again under the same Message-ID. A webhook is
  always sent again, as its receiver knows the delivery id.
- What can't be delivered is tried again after ever longer times, for five days (RFC 5321, 4.5.4.1).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update

from inventory.clock import Clock
from inventory.database.rows import ColumnValues, values
from inventory.database.transactions import WRITES, errors_in_one_line, reading, writing
from inventory.wording.keeping import kept
from scanner.messages.outbox.message import Audience, Claimed, OutboxState, Queued, Transport
from scanner.messages.outbox.process_identity import is_gone, this_boot, this_process
from scanner.messages.outbox.tables import OutboxRow
from scanner.messages.transport.delivery import DeliveryError

CLAIM_KEPT = timedelta(minutes=15)  # of a process on another machine; longer than all timeouts of one message
TRIED_AGAIN = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180))  # then each time the last
GIVEN_UP_AFTER = timedelta(days=5)

CLAIMED = (
    OutboxRow.id,
    OutboxRow.delivery_id,
    OutboxRow.kind,
    OutboxRow.recipient,
    OutboxRow.subject,
    OutboxRow.content,
    OutboxRow.created_at,
    OutboxRow.attempts,
)


def put(connection: Connection, messages: Iterable[Queued], moment: datetime) -> None:
    """Queue messages, within the transaction that notes what they tell."""
    rows = [
        values(
            {
                OutboxRow.delivery_id: str(uuid4()),
                OutboxRow.audience: message.audience,
                OutboxRow.kind: message.kind,
                OutboxRow.channel: message.route,
                OutboxRow.recipient: message.recipient,
                OutboxRow.subject: message.subject,
                OutboxRow.content: message.content,
                OutboxRow.organization: message.organization,
                OutboxRow.state: OutboxState.QUEUED,
                OutboxRow.created_at: moment,
                OutboxRow.due_at: moment,
                OutboxRow.attempts: 0,
            }
        )
        for message in messages
    ]
    if rows:
        connection.execute(insert(OutboxRow), rows)


class Outbox:
    """The outbox as one process sends from it. ``audiences``: whose messages."""

    def __init__(self, database: Engine, clock: Clock, audiences: Iterable[Audience]) -> None:
        self.database = database
        self.clock = clock
        self._audiences = [str(audience) for audience in audiences]
        self._process, self._boot = this_process(), this_boot()

    def take_back(self) -> None:
        """Free what processes had claimed that are gone.

        Raises:
            InventoryError: the database cannot be written.

        """
        columns = (OutboxRow.id, OutboxRow.claim, OutboxRow.boot, OutboxRow.claimed_at)
        held = select(*columns, OutboxRow.handed_over_at).where(OutboxRow.state == OutboxState.SENDING)
        with reading(self.database) as connection:
            rows = connection.execute(held).all()
        for number, claim, boot, claimed_at, handed_over_at in rows:
            here = is_gone(claim or "")
            if here or claimed_at is None or self.clock() - claimed_at > CLAIM_KEPT:
                reached = handed_over_at if here and boot == self._boot else None
                self._settle(number, claim, _sent(reached) if reached else self._queued())

    def claim(self, route: Transport) -> Claimed | None:
        """The next message that is due by a way; None: there is none.

        Raises:
            InventoryError: the database cannot be written.

        """
        waiting = (
            select(*CLAIMED)
            .where(
                OutboxRow.state == OutboxState.QUEUED,
                OutboxRow.channel == route,
                OutboxRow.due_at <= self.clock(),
                OutboxRow.audience.in_(self._audiences),
            )
            .order_by(OutboxRow.due_at, OutboxRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with writing(self.database) as connection:
            row = connection.execute(waiting).first()
            if row is None:
                return None
            mine: ColumnValues = {
                OutboxRow.state: OutboxState.SENDING,
                OutboxRow.claim: self._process,
                OutboxRow.boot: self._boot,
                OutboxRow.claimed_at: self.clock(),
                OutboxRow.handed_over_at: None,
                OutboxRow.attempts: row.attempts + 1,
            }
            connection.execute(update(OutboxRow).where(OutboxRow.id == row.id).values(values(mine)))
            return Claimed(route=route, **row._asdict())

    @contextmanager
    def handing_over(self, message: Claimed) -> Iterator[None]:
        """Around the octets that make a server take it: noted at once before them, and nothing in between.

        Raises:
            InventoryError: the database cannot be written: then it is not sent.

        """
        noted: ColumnValues = {OutboxRow.handed_over_at: self.clock()}
        statement = update(OutboxRow).where(*_held(message.id, self._process)).values(values(noted))
        with (
            errors_in_one_line(self.database.url),
            self.database.execution_options(**{WRITES: True}).connect() as connection,
        ):
            with connection.begin():
                connection.execute(statement)
            yield

    def sent(self, message: Claimed) -> None:
        """Note that it was taken.

        Raises:
            InventoryError: the database cannot be written.

        """
        self._settle(message.id, self._process, _sent(self.clock()))

    def not_sent(self, message: Claimed, error: DeliveryError) -> bool:
        """Note why it was not; whether nobody tries again.

        Raises:
            InventoryError: the database cannot be written.

        """
        now = self.clock()
        over = error.final or now - message.created_at > GIVEN_UP_AFTER
        wait = TRIED_AGAIN[min(message.attempts, len(TRIED_AGAIN) - 1)]
        outcome: ColumnValues = {
            **self._queued(),
            OutboxRow.state: OutboxState.FAILED if over else OutboxState.QUEUED,
            OutboxRow.due_at: now + wait,
            OutboxRow.error: kept(error.phrase),
        }
        self._settle(message.id, self._process, outcome)
        return over

    def _queued(self) -> ColumnValues:
        return {
            OutboxRow.state: OutboxState.QUEUED,
            OutboxRow.claim: None,
            OutboxRow.claimed_at: None,
            OutboxRow.handed_over_at: None,
        }

    def _settle(self, number: int, claim: str | None, outcome: ColumnValues) -> None:
        """Only of a claim that nobody has taken back meanwhile."""
        with writing(self.database) as connection:
            connection.execute(update(OutboxRow).where(*_held(number, claim)).values(values(outcome)))


def _held(number: int, claim: str | None) -> tuple[ColumnElement[bool], ...]:
    mine = OutboxRow.claim.is_(None) if claim is None else OutboxRow.claim == claim
    return OutboxRow.id == number, OutboxRow.state == OutboxState.SENDING, mine


def _sent(at: datetime) -> ColumnValues:
    return {
        OutboxRow.state: OutboxState.SENT,
        OutboxRow.sent_at: at,
        OutboxRow.claim: None,
        OutboxRow.claimed_at: None,
        OutboxRow.error: None,
    }
