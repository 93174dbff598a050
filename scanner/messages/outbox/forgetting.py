"""Old messages go with the retention; what they told stays as long as anything could be told again for it."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, and_, delete, exists
from sqlalchemy.orm import aliased

from inventory.database.transactions import writing
from scanner.messages.outbox.message import OutboxState
from scanner.messages.outbox.tables import OutboxRow, ToldRow
from scanner.messages.outbox.told import MessageKind

OVER = [state.value for state in (OutboxState.SENT, OutboxState.FAILED)]  # nobody sends these any more
LONGEST_OCCASION = timedelta(days=62)  # within which the same thing may come up: reminders are told monthly
OVERDUE = "overdue"  # how the last occasion of a deadline ends, which never passes


def forget_messages(database: Engine, before: datetime, now: datetime) -> int:
    """Delete what was sent or given up before a moment; how many messages.

    Of each thing that was told the newest time stays for ever: by it alarms, digests and news of the scanner
    know that they were told.

    Raises:
        InventoryError: the database cannot be written.

    """
    old = delete(OutboxRow).where(OutboxRow.state.in_(OVER), OutboxRow.created_at < before)
    told_before = min(before, now - LONGEST_OCCASION)
    later = aliased(ToldRow)
    told_again = exists().where(
        later.audience == ToldRow.audience,
        later.kind == ToldRow.kind,
        later.subject == ToldRow.subject,
        later.told_at > ToldRow.told_at,
    )
    overdue = and_(ToldRow.kind == MessageKind.DEADLINE, ToldRow.occasion.endswith(OVERDUE))
    with writing(database) as connection:
        connection.execute(delete(ToldRow).where(ToldRow.told_at < told_before, told_again, ~overdue))
        return connection.execute(old).rowcount
