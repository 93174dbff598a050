"""scanner.schedules.confirming: what an alarm waits for is looked at again by itself, gently, and once."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine as Database

from inventory.database.store import InventoryStore
from inventory.database.transactions import reading
from inventory.model import ScanPermission
from inventory.setting_keys import SettingKey
from scanner.differences.asked import compared
from scanner.differences.change import Kind
from scanner.runs.reader import ScanReader
from scanner.schedules.confirming import Confirmations
from scanner.schedules.forecast import forecast
from scanner.schedules.store import ScheduleStore
from tests.scanner.messages.estate import EDU, EDU_MAIL
from tests.scanner.schedules.sites import EXPIRED, MONDAY, Sites, three_sites

TWO = MONDAY + timedelta(hours=2)
MINUTE = timedelta(minutes=1)


def _alarmed(sites: Sites) -> list[str]:
    return [to for to, subject in sites.box.told() if subject.startswith("Cảnh báo")]


async def test_a_second_look_that_was_stopped_is_gone_on_with(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By whoever calls next; it is of what was found alone, and no look at the whole endpoint."""
    reader = ScanReader(database)
    async with three_sites(database, tmp_path, monkeypatch) as sites:
        await sites.call(TWO)
        sites.serve(EDU, EXPIRED)
        await sites.call(TWO + timedelta(days=1))
        assert not _alarmed(sites)
        sites.at = TWO + timedelta(days=1, minutes=10)
        begun = next(iter(Confirmations(database, sites.clock).runs()))  # and then its process is killed
        assert await sites.call(sites.at + MINUTE)
        assert _alarmed(sites) == [EDU_MAIL]
        assert await sites.call(sites.at + 20 * MINUTE)
    assert [(run.id, run.endpoints, run.done) for run in reader.runs()] == [(3, 1, 1), (2, 3, 3), (1, 3, 3)]
    assert (begun.number, begun.settings.only) == (3, ("cert.expiry",))
    with reading(database) as connection:
        changed = compared(connection, clock=sites.clock).changes
    assert [(change.kind, change.host) for change in changed] == [(Kind.NEW, EDU)]
    (schedule,) = ScheduleStore(database).schedules()
    assert forecast(database, schedule, sites.clock).runs == 2


async def test_permitted_hours_hold_for_second_looks(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside them nothing is begun; the first call within them looks again."""
    async with three_sites(database, tmp_path, monkeypatch) as sites:
        families = ("cert", "web")
        sites.permitted(ScanPermission(families=families, hours_from=time(1), hours_to=time(2, 5)))
        sites.serve(EDU, EXPIRED)
        await sites.call(TWO)
        await sites.call(TWO + 10 * MINUTE)
        assert len(ScanReader(database).runs()) == 1
        assert not _alarmed(sites)
        await sites.call(TWO + timedelta(hours=23, minutes=1))
        assert _alarmed(sites) == [EDU_MAIL]


@pytest.mark.parametrize(("minutes", "alarms"), [(None, []), (5, [EDU_MAIL])])
async def test_how_long_after_is_a_setting(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    minutes: int | None,
    alarms: list[str],
) -> None:
    """And where nobody is to be told by mail or webhook, nobody is looked at again for it."""
    store = InventoryStore(database)
    async with three_sites(database, tmp_path, monkeypatch) as sites:
        if minutes is None:
            for key in (SettingKey.MAIL_URL, SettingKey.WEBHOOK_URL):
                store.change_setting(key, None)
        else:
            store.change_setting(SettingKey.ALARM_CONFIRMATION, str(minutes))
        sites.serve(EDU, EXPIRED)
        await sites.call(TWO)
        await sites.call(TWO + 5 * MINUTE)
        await sites.call(TWO + 30 * MINUTE)
        assert _alarmed(sites) == alarms
        assert len(ScanReader(database).runs()) == (2 if alarms else 1)


async def test_what_cannot_be_told_is_asked_later_and_later(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """10, 20 and 40 minutes after the first look, however often somebody calls."""
    async with three_sites(database, tmp_path, monkeypatch) as sites:
        sites.serve(EDU, EXPIRED)
        await sites.call(TWO)
        sites.lose(EDU)
        for minutes in range(5, 60, 5):
            await sites.call(TWO + minutes * MINUTE)
        assert not _alarmed(sites)
    again = sorted(run.started_at for run in ScanReader(database).runs() if run.endpoints == 1)
    assert again == [TWO + minutes * MINUTE for minutes in (10, 20, 40)]
