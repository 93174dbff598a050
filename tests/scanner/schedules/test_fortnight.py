"""A fortnight of real looks at real servers by the calls of a timer sends exactly the expected messages."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine as Database

from inventory import dates
from inventory.clock import day_of
from scanner.outages.recording import OutageLog
from scanner.runs.reader import ScanReader
from tests.scanner.messages.estate import EDU, EDU_MAIL, HEALTH, OPERATOR, TAX, TAX_MAIL
from tests.scanner.schedules.sites import EXPIRED, GOOD, MONDAY, Sites, three_sites

DAYS = 15
DULL = ((2, 0), (7, 0))
CALLS = ((2, 0), (2, 5), (2, 10), (2, 20), (7, 0), (12, 0))
ENDS_ON_SUNDAY = MONDAY + timedelta(days=6, hours=1)
When = tuple[int, int, int]  # day, hour, minute
Change = Callable[[Sites], None]


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment of the fortnight, by the clocks of Viet Nam."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def begin(sites: Sites) -> None:
    """One certificate will end, and one site lacks a header."""
    sites.serve(TAX, ENDS_ON_SUNDAY)
    sites.serve(EDU, headers="")


# What becomes of the servers just before the call of a moment.
CHANGES: dict[When, Change] = {
    (0, 2, 0): begin,
    (1, 2, 0): lambda sites: sites.serve(EDU, EXPIRED, ""),  # flapping, and gone at the second look
    (1, 2, 10): lambda sites: sites.serve(EDU, GOOD, ""),
    (3, 2, 0): lambda sites: sites.serve(EDU, EXPIRED, ""),  # there at the second look too
    (4, 2, 0): lambda sites: sites.serve(EDU, GOOD),  # a fixed finding: HSTS
    (5, 2, 0): lambda sites: sites.serve(EDU, EXPIRED),
    (6, 2, 0): lambda sites: sites.serve(EDU, GOOD),
    (6, 2, 10): lambda sites: sites.lose(TAX),  # expired since one; the second look is lost
    (6, 2, 20): lambda sites: sites.lose(),
    (8, 12, 0): lambda sites: sites.serve(TAX, GOOD),
    (9, 2, 0): lambda sites: sites.lose(TAX, HEALTH),  # lost packets
    (9, 2, 5): lambda sites: sites.lose(),
    (10, 2, 0): lambda sites: sites.cut_off(),  # the scanner's own outage
    (10, 12, 0): lambda sites: sites.cut_off(cut=False),
}
ALARM = "Cảnh báo an toàn thông tin: Chứng thư số hết hạn hoặc chưa có hiệu lực"
EXPECTED: list[tuple[When, str, str]] = [
    ((0, 2, 0), TAX_MAIL, "Bản tin an toàn thông tin {day} – Đơn vị THUE: 1 phát hiện"),
    ((0, 2, 0), EDU_MAIL, "Bản tin an toàn thông tin {day} – Đơn vị GD: 1 phát hiện"),
    ((0, 2, 0), OPERATOR, "Bản tin an toàn thông tin {day} – Đơn vị YTE: 0 phát hiện"),
    ((3, 2, 10), EDU_MAIL, ALARM),
    ((6, 2, 20), TAX_MAIL, ALARM),
    ((7, 7, 0), TAX_MAIL, "Bản tin an toàn thông tin {day} – Đơn vị THUE: 1 nặng hơn"),
    ((7, 7, 0), EDU_MAIL, "Bản tin an toàn thông tin {day} – Đơn vị GD: 2 đã khắc phục"),
    ((7, 7, 0), OPERATOR, "Bản tin an toàn thông tin {day} – Đơn vị YTE: không thay đổi"),
    ((9, 7, 0), TAX_MAIL, "Nhắc việc an toàn thông tin {day} – Đơn vị THUE: 1 phát hiện chưa khắc phục"),
    ((10, 2, 0), OPERATOR, "capdo: máy quét mất mạng từ {day} 02:00"),
    ((14, 7, 0), TAX_MAIL, "Bản tin an toàn thông tin {day} – Đơn vị THUE: 1 đã khắc phục"),
    ((14, 7, 0), EDU_MAIL, "Bản tin an toàn thông tin {day} – Đơn vị GD: không thay đổi"),
    ((14, 7, 0), OPERATOR, "Bản tin an toàn thông tin {day} – Đơn vị YTE: không thay đổi"),
]


def expected() -> Iterator[tuple[datetime, str, str]]:
    """With the days of this fortnight."""
    for when, to, subject in EXPECTED:
        moment = at(*when)
        yield moment, to, subject.format(day=dates.day(day_of(moment), "vi"))


def calls() -> Iterator[When]:
    """Every few minutes of a night in which something happens; else of each day the two that do something."""
    eventful = {day for day, *_ in CHANGES}
    for day in range(DAYS):
        for hour, minute in CALLS if day in eventful else DULL:
            yield day, hour, minute


async def play(sites: Sites) -> list[tuple[datetime, str, str]]:
    """The fortnight; when which message came to whom."""
    came: list[tuple[datetime, str, str]] = []
    for when in calls():
        if change := CHANGES.get(when):
            await asyncio.to_thread(change, sites)
        await sites.call(at(*when))
        came += [(at(*when), *told) for told in sites.box.told()[len(came) :]]
    return came


async def test_a_fortnight_of_real_looks_sends_exactly_the_expected_messages(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flapping host, a new expiry, a fixed finding, lost packets, and an outage of the scanner itself."""
    async with three_sites(database, tmp_path, monkeypatch) as sites:
        came = await play(sites)
    assert [(moment, to, _without_host(subject)) for moment, to, subject in sorted(came)] == sorted(
        expected()
    )
    assert [event["subject"] for event in sites.hook.events] == [subject for *_, subject in came]
    assert [outage.ended_at for outage in OutageLog(database).outages()] == [at(10, 12)]
    again = [run.started_at for run in ScanReader(database).runs() if run.endpoints == 1]
    assert again == [at(6, 2, 20), at(6, 2, 10), at(3, 2, 10), at(1, 2, 10)]
    assert [one for one in sites.told if one not in ("begun", "ended")] == []


def _without_host(subject: str) -> str:
    """Of an alarm, whose host has any port."""
    return subject.partition(" tại ")[0]
