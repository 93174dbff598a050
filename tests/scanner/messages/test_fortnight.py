"""A fortnight, played by a clock in the test's hands: exactly the expected messages reach a mail server."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from checks.model import Severity, Verdict
from scanner.messages.due.alarms import Awaited
from scanner.messages.due.preparing import awaiting_confirmation
from scanner.messages.operator_news import OperatorNews, tell_operator
from scanner.messages.outbox import forgetting
from scanner.messages.outbox.forgetting import forget_messages
from scanner.messages.sending import asked_for, send_due
from tests.scanner.messages.estate import (
    BLEED,
    EDU,
    EDU_MAIL,
    FAIL,
    HEALTH,
    HSTS,
    OPERATOR,
    SECRET,
    TAX,
    TAX_MAIL,
    Hands,
    at,
    critical,
    good,
    looked,
    lost,
    reached_by,
    settled,
)
from tests.scanner.messages.receiving import Hooked, Mailbox, hooked, receiving
from tests.scanner.runs.standing.looking import verdict

DAYS = 15
WEAK = verdict(HSTS, FAIL, Severity.MEDIUM, "thiếu HSTS")
TICKS = ((7, 0), (7, 5), (12, 0), (18, 30))
OUTAGE = at(10, 2)
# On which day, at which hour and minute, what is seen at which host; else all is as it was on the first day.
USUAL: dict[str, tuple[Verdict, ...]] = {
    TAX: (good(), WEAK),
    EDU: (good(), good(HSTS)),
    HEALTH: (good(), good(HSTS)),
}
SEEN: dict[tuple[int, int, int], dict[str, tuple[Verdict, ...]]] = {
    (1, 2, 0): {EDU: (critical(), good(HSTS))},  # at the first look only
    (1, 2, 12): {EDU: (good(), good(HSTS))},
    (2, 2, 0): {TAX: (critical(), WEAK)},  # something new that stays
    (2, 2, 12): {TAX: (critical(), WEAK)},
    (3, 2, 0): {TAX: (critical("khác"), WEAK), EDU: (critical(), good(HSTS))},  # flapping begins
    (3, 2, 12): {EDU: (critical(), good(HSTS))},
    (3, 8, 0): {EDU: (good(), good(HSTS))},
    (4, 2, 0): {TAX: (critical(), WEAK), EDU: (critical(), good(HSTS)), HEALTH: (lost(), lost(HSTS))},
    (4, 2, 12): {EDU: (critical(), good(HSTS))},
    (4, 8, 0): {EDU: (good(), good(HSTS))},
    (5, 2, 0): {TAX: (critical(), WEAK)},
    (8, 2, 0): {EDU: (critical(), good(HSTS))},
    (8, 2, 12): {EDU: (critical(), good(HSTS))},
    (8, 8, 0): {EDU: (good(), good(HSTS))},
    (9, 2, 0): {TAX: (lost(), lost(HSTS))},  # a lost packet
}
EXPECTED = [
    (at(0, 2), TAX_MAIL, "Bản tin an toàn thông tin 01/06/2026 – Đơn vị THUE: 1 phát hiện"),
    (at(0, 2), EDU_MAIL, "Bản tin an toàn thông tin 01/06/2026 – Đơn vị GD: 0 phát hiện"),
    (at(0, 2), OPERATOR, "Bản tin an toàn thông tin 01/06/2026 – Đơn vị YTE: 0 phát hiện"),
    (at(2, 2, 12), TAX_MAIL, "Cảnh báo an toàn thông tin: "),
    (at(2, 7), EDU_MAIL, "Nhắc việc an toàn thông tin 03/06/2026 – Đơn vị GD: 1 thời hạn"),
    (at(3, 2, 12), EDU_MAIL, "Cảnh báo an toàn thông tin: "),
    (at(5, 7), TAX_MAIL, "Nhắc việc an toàn thông tin 06/06/2026 – Đơn vị THUE: 1 phát hiện chưa khắc phục"),
    (at(7, 7), TAX_MAIL, "Bản tin an toàn thông tin 08/06/2026 – Đơn vị THUE: 1 đã khắc phục"),
    (at(7, 7), EDU_MAIL, "Bản tin an toàn thông tin 08/06/2026 – Đơn vị GD: 1 đã khắc phục"),
    (at(7, 7), OPERATOR, "Bản tin an toàn thông tin 08/06/2026 – Đơn vị YTE: không thay đổi"),
    (at(8, 7), EDU_MAIL, "Nhắc việc an toàn thông tin 09/06/2026 – Đơn vị GD: 1 thời hạn"),
    (OUTAGE, OPERATOR, "capdo: máy quét mất mạng từ 11/06/2026 02:00"),
    (at(10, 7), EDU_MAIL, "Nhắc việc an toàn thông tin 11/06/2026 – Đơn vị GD: 1 thời hạn"),
    (at(14, 7), TAX_MAIL, "Bản tin an toàn thông tin 15/06/2026 – Đơn vị THUE: không thay đổi"),
    (at(14, 7), EDU_MAIL, "Bản tin an toàn thông tin 15/06/2026 – Đơn vị GD: không thay đổi"),
    (at(14, 7), OPERATOR, "Bản tin an toàn thông tin 15/06/2026 – Đơn vị YTE: không thay đổi"),
]


def moments() -> Iterator[datetime]:
    """Every moment at which something is looked at or the daemon ticks, in order."""
    nights = {(day, 2, 0) for day in range(DAYS)}
    ticks = {(day, hour, minute) for day in range(DAYS) for hour, minute in TICKS}
    for day, hour, minute in sorted(nights | ticks | SEEN.keys()):
        yield at(day, hour, minute)


def play(engine: Engine, box: Mailbox, *, forgetful: bool = False) -> list[tuple[datetime, str, str]]:
    """The fortnight; when which message came to whom. ``forgetful``: as if the retention were nothing."""
    by_moment = {at(*when): seen for when, seen in SEEN.items()}
    hands, came = Hands(at(0)), list[tuple[datetime, str, str]]()
    for moment in moments():
        hands.moment = moment
        nightly = moment in {at(day) for day in range(DAYS)}
        if OUTAGE <= moment < at(10, 12):  # nothing is seen; the daemon says so at each tick
            tell_operator(engine, OperatorNews.OUTAGE, OUTAGE, "máy chủ phân giải tên miền", clock=hands)
        elif moment in by_moment or nightly:
            looked(engine, moment, {**(USUAL if nightly else {}), **by_moment.get(moment, {})})
        if forgetful:
            forget_messages(engine, moment, moment)
        done = send_due(engine, hands)
        assert done.failures == []
        came += [(moment, *told) for told in box.told()[len(came) :]]
    return came


@pytest.fixture
def estate(database: Engine) -> Engine:
    """The register, not looked at yet."""
    settled(database)
    return database


@pytest.mark.parametrize("forgetful", [False, True])
def test_a_fortnight_sends_exactly_the_expected_messages(
    estate: Engine, monkeypatch: pytest.MonkeyPatch, *, forgetful: bool
) -> None:
    """By mail and by webhook; what flaps is told once, a lost packet and the scanner's outage to no unit."""
    with receiving() as box, hooked() as hook:
        reached_by(estate, box, hook)
        monkeypatch.setattr(forgetting, "LONGEST_OCCASION", timedelta())
        came = play(estate, box, forgetful=forgetful)
    expected = sorted(EXPECTED)
    assert [
        (moment, to, subject[: len(told[2])])
        for (moment, to, subject), told in zip(sorted(came), expected, strict=False)
    ] == expected
    assert sorted(came)[len(expected) :] == []
    check_hooks(hook, [subject for *_, subject in came])
    digest = next(mail for mail in box.mails if "THUE: 1 đã khắc phục" in str(mail["Subject"]))
    body = digest.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert text.index("Đã khắc phục (1)") < text.index("Còn phải khắc phục: 1 trung bình")
    assert len(text.splitlines()) < 50  # one page
    assert len({mail["Message-ID"] for mail in box.mails}) == len(came)


def check_hooks(hook: Hooked, subjects: list[str]) -> None:
    """The same events, each signed and with an id of its own."""
    assert [event["subject"] for event in hook.events] == subjects
    for headers, body in hook.got:
        signed = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        assert headers["X-Capdo-Signature"] == f"sha256={signed}"
    ids = [headers["X-Capdo-Delivery"] for headers, _ in hook.got]
    assert len(set(ids)) == len(ids)
    assert ids == [event["id"] for event in hook.events]
    alarm = next(event for event in hook.events if event["kind"] == "alarm")
    assert alarm["schema"] == "capdo.message/1"
    assert alarm["organization"] == "THUE"
    assert [(found["host"], found["severity"]) for found in alarm["findings"]] == [(TAX, "critical")]


def test_an_alarm_awaits_a_second_look(estate: Engine) -> None:
    """From ten minutes after the first on; until then, and without a look, nobody is told."""
    with receiving() as box:
        reached_by(estate, box)
        looked(estate, at(0), USUAL)
        looked(estate, at(1), {TAX: (critical(), WEAK)})
        hands = Hands(at(1, 2, 30))
        asked = asked_for(estate)
        awaited = Awaited((TAX, 443, 80), BLEED, began=at(1), counts_from=at(1, 2, 10))
        assert awaiting_confirmation(estate, hands(), asked) == (awaited,)
        send_due(estate, hands)
        looked(estate, at(1, 2, 40), {TAX: (lost(), WEAK)})
        hands.moment = at(1, 2, 41)
        send_due(estate, hands)
        assert not [subject for _, subject in box.told() if subject.startswith("Cảnh báo")]
        looked(estate, at(1, 2, 50), {TAX: (critical(), WEAK)})
        hands.moment = at(1, 2, 51)
        send_due(estate, hands)
        assert [to for to, subject in box.told() if subject.startswith("Cảnh báo")] == [TAX_MAIL]
        assert awaiting_confirmation(estate, hands(), asked) == ()
