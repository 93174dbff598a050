"""inventory.clock and inventory.dates: Viet Nam's days, or those of CAPDO_TIMEZONE, on any machine."""

from datetime import UTC, date, datetime, timedelta

import pytest

from inventory import clock, dates
from inventory.errors import InventoryError
from tests.zones import machine_in

EVENING = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)  # half an hour into the next day of Viet Nam
MACHINES = ("UTC", "America/New_York", "Pacific/Kiritimati")


@pytest.fixture(autouse=True)
def _no_zone_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAPDO_TIMEZONE", raising=False)


@pytest.mark.parametrize("machine", MACHINES)
def test_the_day_is_viet_nams_wherever_the_machine_is(machine: str) -> None:
    """It begins at 17:00 UTC."""
    with machine_in(machine):
        assert clock.today(lambda: EVENING) == date(2026, 11, 27)
        assert clock.day_of(EVENING - timedelta(minutes=31)) == date(2026, 11, 26)
        assert clock.end_of(date(2026, 11, 26)) == datetime(2026, 11, 26, 17, tzinfo=UTC)


@pytest.mark.parametrize("machine", MACHINES)
def test_a_moment_is_written_in_viet_nams_time(machine: str) -> None:
    """With the zone's name to go with it."""
    with machine_in(machine):
        assert dates.moment(EVENING, "vi") == "27/11/2026 00:30"
        assert dates.moment(EVENING, "en") == "2026-11-27 00:30"
    assert (dates.zone_name("vi"), dates.zone_name("en")) == ("giờ Việt Nam", "Viet Nam time")


def test_another_zone_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """CAPDO_TIMEZONE moves days and moments, daylight saving time included; the zone goes by its own name."""
    monkeypatch.setenv("CAPDO_TIMEZONE", "America/New_York")
    assert clock.day_of(EVENING) == date(2026, 11, 26)
    assert dates.moment(EVENING, "en") == "2026-11-26 12:30"
    assert clock.end_of(date(2026, 3, 8)) == datetime(2026, 3, 9, 4, tzinfo=UTC)
    assert (dates.zone_name("vi"), dates.zone_name("en")) == ("giờ America/New_York", "America/New_York time")


@pytest.mark.parametrize(
    "name", ["Asia/Hanoi", "../../etc/passwd", "/etc/localtime", "Asia", "+07:00", "\x1b[2J"]
)
def test_a_wrong_zone_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Names, not paths and not offsets; nothing that is named reaches the terminal as it is."""
    monkeypatch.setenv("CAPDO_TIMEZONE", name)
    with pytest.raises(InventoryError, match="CAPDO_TIMEZONE") as refused:
        clock.zone()
    assert str(refused.value).isprintable()


def test_the_present_is_in_utc() -> None:
    """What is stored needs no zone beside it."""
    assert clock.now().tzinfo is UTC
