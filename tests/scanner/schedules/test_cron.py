"""scanner.schedules.cron: the moments of a cron expression in its time zone, clocks that change included."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import ScannerError
from scanner.schedules.cron import Cron, parsed

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
BERLIN = "Europe/Berlin"  # clocks change on 28/29 March and 24/25 October 2026


@pytest.mark.parametrize(
    ("expression", "zone", "after", "expected"),
    [
        ("0 2 * * *", "Asia/Ho_Chi_Minh", "2026-11-26 12:00", ["11-26 19:00", "11-27 19:00"]),
        ("*/15 22-23 * * FRI", "Asia/Ho_Chi_Minh", "2026-11-26 12:00", ["11-27 15:00", "11-27 15:15"]),
        ("30 2 * * *", BERLIN, "2026-03-28 12:00", ["03-29 01:00", "03-30 00:30"]),  # no 02:30 on the 29th
        ("30 2 * * *", BERLIN, "2026-10-24 12:00", ["10-25 00:30", "10-26 01:30"]),  # 02:30 twice, one run
        ("0 0 29 2 *", "UTC", "2026-11-26 12:00", ["02-29 00:00"]),
    ],
)
def test_moments(expression: str, zone: str, after: str, expected: list[str]) -> None:
    """In UTC, one after the other."""
    cron = parsed(expression, zone, NOW)
    found = cron.coming(datetime.fromisoformat(after).replace(tzinfo=UTC), len(expected))
    assert [f"{moment:%m-%d %H:%M}" for moment in found] == expected


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "0 2 * *",
        "0 0 2 * * *",
        "61 * * * *",
        "0 2 31 2 *",
        "@daily",
        "R * * * *",
        "0 2 * * X",
        "0 2 * * * " * 9,
    ],
)
def test_what_is_no_cron_expression_is_refused(expression: str) -> None:
    """With what to write."""
    with pytest.raises(ScannerError, match=r"--cron .* write minute, hour"):
        parsed(expression, "UTC", NOW)


@pytest.mark.parametrize("zone", ["Mars", "", "../etc/passwd", "Asia", "\0"])
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    """With one to write."""
    with pytest.raises(ScannerError, match=r"--timezone: there is no .* write one as Asia/Ho_Chi_Minh"):
        parsed("0 2 * * *", zone, NOW)


@given(
    minute=st.integers(0, 59),
    hour=st.integers(0, 23),
    zone=st.sampled_from([BERLIN, "Asia/Ho_Chi_Minh", "America/St_Johns", "Australia/Lord_Howe"]),
    day=st.integers(0, 700),
)
def test_a_daily_run_comes_once_a_day(minute: int, hour: int, zone: str, day: int) -> None:
    """Whatever becomes of the clocks: each later than the one before, by about a day."""
    cron = Cron(expression=f"{minute} {hour} * * *", timezone=zone)
    moments = cron.coming(NOW + timedelta(days=day), 5)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert moments[0] > NOW + timedelta(days=day)
    assert all(timedelta(hours=22) < gap < timedelta(hours=26) for gap in gaps)
