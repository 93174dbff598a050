"""scanner.keeping.retaining: what ``capdo scan thin`` and the daemon of schedules do."""

from datetime import timedelta

from sqlalchemy import Engine

from inventory.database.store import InventoryStore
from inventory.database.transactions import writing
from inventory.setting_keys import SettingKey
from scanner.keeping.retaining import retain, told
from scanner.messages.outbox.message import Audience, Queued, Transport
from scanner.messages.outbox.queue import Outbox, put
from tests.scanner.keeping.conftest import looked
from tests.scanner.runs.standing.looking import START, recorded

LATER = START + timedelta(days=200)


def test_what_is_older_than_the_retention_goes(database: Engine) -> None:
    """Facts of looks and messages; nothing where no retention is set, and nothing a second time."""
    recorded(database, [looked(day) for day in range(0, 200, 10)])
    message = Queued(
        audience=Audience.UNITS,
        kind="digest",
        route=Transport.MAIL,
        recipient="a@b.test",
        subject="s",
        content="{}",
    )
    outbox = Outbox(database, lambda: START, tuple(Audience))
    with writing(database) as connection:
        put(connection, [message, message], START)
    claimed = outbox.claim(Transport.MAIL)
    assert claimed is not None
    outbox.sent(claimed)
    assert retain(database, lambda: LATER) is None
    InventoryStore(database).change_setting(SettingKey.RETENTION, "3")
    beats: list[None] = []
    done = retain(database, lambda: LATER, lambda: beats.append(None))
    assert done is not None
    assert done.is_something
    assert (done.months, done.messages, done.thinned.looks) == (3, 1, 6)
    assert beats
    assert "6 looks older than 3 months" in told(done, "en")
    assert "1 tin nhắn" in told(done, "vi")
    again = retain(database, lambda: LATER)
    assert again is not None
    assert not again.is_something
