"""Deadlines by mail: waivers that lapse are named among them, each stage once."""

from datetime import timedelta
from email.message import EmailMessage

from sqlalchemy import Engine

from scanner.messages.sending import send_due
from scanner.waivers.giving import give
from scanner.waivers.log import WaiverLog
from scanner.waivers.model import RevocationRequest, WaiverRequest
from tests.scanner.messages.estate import (
    HSTS,
    MONDAY,
    TAX,
    TAX_MAIL,
    Hands,
    at,
    good,
    looked,
    reached_by,
    settled,
)
from tests.scanner.messages.receiving import receiving
from tests.scanner.messages.test_fortnight import WEAK


def text_of(mail: EmailMessage) -> str:
    """The words of a mail, however its lines are broken."""
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def test_a_waiver_that_lapses_is_a_deadline(database: Engine) -> None:
    """In the digest, then a day before in a reminder of its own; one that was taken back is none."""
    settled(database)
    looked(database, at(0), {TAX: (good(), WEAK)})
    hands = Hands(at(0, 3))
    for number in (1, 2):
        asked = WaiverRequest(
            system="S-THUE",
            check=HSTS,
            until=MONDAY + timedelta(days=4 + 2 * number),
            reason="thay máy",
            approver="Trần B",
        )
        given = give(database, asked, clock=hands)
        if number == 1:
            WaiverLog(database, hands).revoke(RevocationRequest(number=given.number, reason="đã thay"))
    with receiving() as box:
        reached_by(database, box)
        for day in range(9):
            hands.moment = at(day, 7)
            send_due(database, hands)
    told = [
        (str(mail["Subject"]).partition(" – ")[0], text_of(mail))
        for mail, to in zip(box.mails, box.recipients, strict=True)
        if to == TAX_MAIL
    ]
    assert [subject for subject, _ in told] == [
        "Bản tin an toàn thông tin 01/06/2026",
        "Nhắc việc an toàn thông tin 02/06/2026",
        "Bản tin an toàn thông tin 08/06/2026",
    ]
    named = f"Chấp nhận có thời hạn số {given.number} (HSTS thiếu hoặc không có hiệu lực)"
    assert all(text.count("Chấp nhận có thời hạn số") == text.count(named) == 1 for _, text in told)
