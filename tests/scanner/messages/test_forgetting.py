"""scanner.messages.outbox.forgetting: old messages go, and nothing is sent a second time for it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update

from inventory.database.transactions import reading, writing
from scanner.messages.outbox.forgetting import forget_messages
from scanner.messages.outbox.message import Audience, OutboxState, Queued, Transport
from scanner.messages.outbox.queue import put
from scanner.messages.outbox.tables import OutboxRow, ToldRow
from scanner.messages.outbox.told import MessageKind, Telling, note
from tests.scanner.messages.estate import at

DAY = timedelta(days=1)
NOW = at(400)


@pytest.mark.parametrize(
    ("state", "age", "stays"),
    [
        (OutboxState.SENT, 100, False),
        (OutboxState.FAILED, 100, False),
        (OutboxState.QUEUED, 100, True),
        (OutboxState.SENDING, 100, True),
        (OutboxState.SENT, 80, True),
    ],
)
def test_what_nobody_sends_any_more_goes(
    database: Engine, state: OutboxState, age: int, *, stays: bool
) -> None:
    """Once it is older than the retention; what waits is never lost."""
    message = Queued(
        audience=Audience.UNITS,
        kind=MessageKind.DIGEST,
        route=Transport.MAIL,
        recipient="a@b.test",
        subject="s",
        content="{}",
    )
    with writing(database) as connection:
        put(connection, [message], NOW - age * DAY)
        connection.execute(update(OutboxRow).values(state=state.value))
    assert forget_messages(database, NOW - 90 * DAY, NOW) == (0 if stays else 1)
    with reading(database) as connection:
        assert len(connection.execute(select(OutboxRow.id)).all()) == int(stays)


def test_the_newest_of_each_thing_that_was_told_stays(database: Engine) -> None:
    """However old it is; so does that a deadline has passed, and what may come up again within two months."""
    told: list[tuple[MessageKind, str, str, int, bool]] = [  # told so many days ago; whether it stays
        (MessageKind.ALARM, "x", "first", 300, False),
        (MessageKind.ALARM, "x", "second", 200, True),
        (MessageKind.ALARM, "y", "first", 300, True),
        (MessageKind.DIGEST, "GD", "one", 100, False),
        (MessageKind.DIGEST, "GD", "two", 10, True),
        (MessageKind.REMINDER, "x", "one", 50, True),
        (MessageKind.REMINDER, "x", "two", 10, True),
        (MessageKind.DEADLINE, "d", "2026-06-10 30", 320, False),
        (MessageKind.DEADLINE, "d", "2026-06-10 overdue", 300, True),
        (MessageKind.DEADLINE, "d", "2027-06-10 30", 10, True),
        (MessageKind.OPERATOR, "outage", "one", 300, True),
    ]
    with writing(database) as connection:
        for kind, subject, occasion, age, _ in told:
            note(connection, Audience.UNITS, [Telling(kind, subject, occasion)], NOW - age * DAY)
        note(connection, Audience.OPERATOR, [Telling(MessageKind.ALARM, "y", "to others")], NOW)
    forget_messages(database, NOW - 40 * DAY, NOW)
    with reading(database) as connection:
        left = set(connection.execute(select(ToldRow.kind, ToldRow.subject, ToldRow.occasion)).all())
    assert left == {
        *((kind.value, subject, occasion) for kind, subject, occasion, _, stays in told if stays),
        ("alarm", "y", "to others"),
    }
