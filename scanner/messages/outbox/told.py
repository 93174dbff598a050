"""What was told, so that nothing is told twice: read when messages are made, written with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from inventory.database.rows import values
from inventory.database.tables import ApprovalHeadRow
from scanner.messages.outbox.message import Audience
from scanner.messages.outbox.tables import ToldRow


class MessageKind(StrEnum):
    """What a message is; of what was told, what kind of thing."""

    DIGEST = "digest"
    ALARM = "alarm"
    REMINDER = "reminder"
    OPERATOR = "operator"
    DEADLINE = "deadline"  # told within a digest or a reminder
    DAY = "day"  # a day on which digests and reminders were looked for
    LOOKED = "looked"  # as far as looks and runs were looked through for alarms and first digests


class Telling(NamedTuple):
    """One thing, and which of several times it is told."""

    kind: MessageKind
    subject: str
    occasion: str


Occasions = Mapping[str, Mapping[str, datetime]]  # by subject and occasion, when it was told


def told_so_far(connection: Connection, audience: Audience, kind: MessageKind) -> Occasions:
    """Everything of a kind that was told."""
    query = select(ToldRow.subject, ToldRow.occasion, ToldRow.told_at)
    found: defaultdict[str, dict[str, datetime]] = defaultdict(dict)
    for subject, occasion, at in connection.execute(
        query.where(ToldRow.audience == audience, ToldRow.kind == kind)
    ):
        found[subject][occasion] = at
    return found


def is_told(connection: Connection, audience: Audience, told: Telling) -> bool:
    """Whether one thing was."""
    query = select(ToldRow.told_at).where(
        ToldRow.audience == audience,
        ToldRow.kind == told.kind,
        ToldRow.subject == told.subject,
        ToldRow.occasion == told.occasion,
    )
    return connection.execute(query).first() is not None


def note(connection: Connection, audience: Audience, told: Iterable[Telling], moment: datetime) -> None:
    """Write down what a message tells, within the transaction that queues it."""
    rows = [
        values(
            {
                ToldRow.audience: audience,
                ToldRow.kind: one.kind,
                ToldRow.subject: one.subject,
                ToldRow.occasion: one.occasion,
                ToldRow.told_at: moment,
            }
        )
        for one in dict.fromkeys(told)
    ]
    if rows:
        connection.execute(insert(ToldRow), rows)


def forget(connection: Connection, audience: Audience, kind: MessageKind) -> None:
    """Drop what is only noted to be replaced."""
    connection.execute(delete(ToldRow).where(ToldRow.audience == audience, ToldRow.kind == kind))


def one_at_a_time(connection: Connection) -> None:
    """Where writers run side by side, the approval log's one head is their lock, as of waivers."""
    connection.execute(select(ApprovalHeadRow.id).with_for_update())
