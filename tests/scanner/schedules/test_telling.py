"""What the daemon of schedules tells by mail: the operator of an outage, once; units of what was found."""

import pytest
from sqlalchemy import Engine

from inventory.database.store import InventoryStore
from inventory.setting_keys import SettingKey
from scanner.outages.recording import OutageLog
from scanner.schedules.daemon import Daemon
from scanner.schedules.telling import send
from tests.inventory.conftest import database, empty_file, new_database
from tests.scanner.messages.estate import OPERATOR, Hands, at, reached_by, settled
from tests.scanner.messages.receiving import Mailbox, receiving

pytestmark = pytest.mark.both_databases

__all__ = ["database", "empty_file", "new_database"]


def test_an_outage_is_mailed_to_the_operator_once_however_often_the_daemon_calls(database: Engine) -> None:
    """Each call sends what is due; an outage that lasts is one message, and a second outage another."""
    settled(database)
    hands, told = Hands(at(1)), list[str]()
    with receiving() as box:
        reached_by(database, box)
        daemon = Daemon(
            database=database,
            tell=lambda _: None,
            send=lambda: send(database, told.append, hands),
            clock=hands,
        )
        OutageLog(database).begin(at(1), "no resolver answers")
        for hour in (3, 4):
            hands.moment = at(1, hour)
            daemon.call()
        assert _of_outages(box) == [OPERATOR]
        OutageLog(database).end(at(1, 5))
        OutageLog(database).begin(at(2), "no resolver answers")
        hands.moment = at(2, 3)
        daemon.call()
        assert _of_outages(box) == [OPERATOR, OPERATOR]
    assert told == []


def _of_outages(box: Mailbox) -> list[str]:
    """Who was told of one, each time."""
    return [address for address, subject in box.told() if "mất mạng" in subject]


def test_half_a_setting_is_told_in_a_line_and_ends_nothing(database: Engine) -> None:
    """A mail server without a sender's address is the operator's to mend; the daemon goes on."""
    settled(database)
    InventoryStore(database).change_setting(SettingKey.MAIL_URL, "smtp://127.0.0.1:25")
    told = list[str]()
    send(database, told.append, Hands(at(1)))
    assert len(told) == 1
    assert SettingKey.MAIL_FROM in told[0]
