"""Only what the main vantage sees is told: nothing of another one alarms, confirms, fixes or reminds."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from inventory.database.store import InventoryStore
from inventory.setting_keys import SettingKey
from inventory.settings.vantage import INTERNET
from scanner.messages.due.preparing import awaiting_confirmation, drafts_due
from scanner.messages.due.situation import Draft, MessageRequest
from scanner.messages.outbox.told import MessageKind
from scanner.messages.settings import MessageSettings
from scanner.schedules.confirming import _as_found, _due_at
from tests.scanner.messages.estate import HEALTH, TAX, at, critical, good, looked, settled

pytestmark = pytest.mark.both_databases

ASKED = MessageRequest(settings=MessageSettings())
WAN = "wan"


def alarms(engine: Engine, day: int) -> list[Draft]:
    """Those that are due in the afternoon."""
    return [one for one in drafts_due(engine, at(day, 15), ASKED) if one.kind is MessageKind.ALARM]


def test_another_vantage_alarms_nobody(database: Engine) -> None:
    """However often it finds it; nor is there a digest of what it alone has seen, as before it looked."""
    settled(database)
    before = drafts_due(database, at(0, 15), ASKED)
    for hour in (2, 3, 4):
        looked(database, at(0, hour), {TAX: [critical()]}, WAN)
    assert drafts_due(database, at(0, 15), ASKED) == before
    assert awaiting_confirmation(database, at(0, 15), ASKED) == ()
    InventoryStore(database).change_setting(SettingKey.SCAN_VANTAGE, WAN)
    assert len(alarms(database, 0)) == 1


def test_another_vantage_confirms_nothing(database: Engine) -> None:
    """One look of the main one waits for a second of its own, when it is due, and as it looked itself."""
    settled(database)
    looked(database, at(0, 2), {TAX: [critical()]})
    looked(database, at(0, 3), {TAX: [critical()]}, WAN)
    assert alarms(database, 0) == []
    (awaited,) = awaiting_confirmation(database, at(0, 15), ASKED)
    with database.connect() as connection:
        assert _due_at(connection, awaited) == at(0, 2) + timedelta(minutes=10)
        assert _as_found(connection, awaited).vantage == INTERNET
    looked(database, at(0, 4), {TAX: [critical()]})
    assert len(alarms(database, 0)) == 1


def test_another_vantage_fixes_nothing_and_keeps_nothing_open(database: Engine) -> None:
    """What it finds in order is open still; what the main one finds in order is not, whatever it sees."""
    settled(database)
    for hour in (2, 3):
        looked(database, at(0, hour), {TAX: [critical()], HEALTH: [critical()]})
    looked(database, at(0, 4), {TAX: [good()], HEALTH: [critical()]}, WAN)
    looked(database, at(0, 5), {HEALTH: [good()]})
    (alarm,) = alarms(database, 0)
    assert TAX in str(alarm.facts)
    assert HEALTH not in str(alarm.facts)
