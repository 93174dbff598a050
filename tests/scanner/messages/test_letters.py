"""A letter is a page of text and of HTML, in which what servers and people wrote is shown, not obeyed."""

import email
import email.policy
import string
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.model import Language
from scanner.messages.letters.letter import Letter, LetterSection, Line, few
from scanner.messages.letters.rendering import LONGEST_SUBJECT, as_mail, html_of, text_of
from scanner.messages.letters.wording import LONGEST_VALUE, clipped, say, words

NOW = datetime(2026, 6, 1, tzinfo=UTC)
NASTY = "Bị lỗ\r\nBcc: x@evil.test\r\n\r\n<script>alert(1)</script>\x1b[31m\u202e{0}{x}%s"
SENDER, RECIPIENT = "bao@capdo.brvt.test", "antt@so.brvt.test"


def mailed(subject: str, name: str = "", text: str = "x") -> EmailMessage:
    """A message as its reader's program takes it apart."""
    content = {"subject": subject, "text": text, "html": "<p>x</p>", "language": "vi", "name": name}
    raw = as_mail(content, SENDER, RECIPIENT, "the-id", NOW)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300) | st.just(NASTY)


@given(TEXTS, TEXTS, TEXTS)
def test_no_text_makes_a_header_of_its_own(subject: str, name: str, text: str) -> None:
    """Whatever a server, a file or a person wrote: one sender, one recipient, one message."""
    message = mailed(subject, name, text)
    assert sorted(message.keys()) == [
        "Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "MIME-Version", "Message-ID",
        "Subject", "To",
    ]  # fmt: skip
    assert [address.addr_spec for address in message["To"].addresses] == [RECIPIENT]
    assert len(str(message["Subject"])) <= LONGEST_SUBJECT


@pytest.mark.parametrize("length", range(20, 120, 7))
def test_a_long_subject_keeps_its_blanks(length: int) -> None:
    """Also where a line of the header ends."""
    subject = ("Cảnh báo: Bị lỗ hổng tại một hệ thống thông tin của tỉnh " * 4)[:length].strip()
    assert str(mailed(subject)["Subject"]) == subject


def test_it_is_the_same_each_time_it_is_tried() -> None:
    """So that a server or a reader knows it again."""
    content = {"subject": "a", "text": "b", "html": "c", "language": "vi", "name": "d"}
    tries = {as_mail(content, SENDER, RECIPIENT, "the-id", NOW) for _ in range(2)}
    assert len(tries) == 1
    assert b"Message-ID: <the-id@capdo.brvt.test>" in tries.pop()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_was_written_elsewhere_is_shown(language: Language) -> None:
    """Escaped in HTML, on one line in text, without what acts unseen, and no longer than is read."""
    line = Line(say("place", language, severity="cao", system=NASTY, host=NASTY, summary="x" * 5_000))
    letter = Letter(NASTY, (NASTY,), (LetterSection(NASTY, (line, Line("a", NASTY))),), (NASTY,))
    text, html = text_of(letter), html_of(letter, language)
    for form in (text, html):
        assert "\x1b" not in form
        assert "\u202e" not in form
        assert "x" * LONGEST_VALUE not in form
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert not [one for one in text.splitlines() if one.startswith("Bcc")]
    assert "http" not in html


def test_both_languages_say_the_same() -> None:
    """With the same things filled in."""
    for name, text in words().items():
        fields = [
            {field for _, field, _, _ in string.Formatter().parse(own) if field} for own in (text.vi, text.en)
        ]
        assert fields[0] == fields[1], name


def test_a_page_holds_so_much() -> None:
    """And says how much more there is."""
    lines = [Line(str(number)) for number in range(9)]
    assert few(lines, 9, "vi") == tuple(lines)
    assert [line.text for line in few(lines, 7, "vi")][6:] == ["6", "… và 2 nội dung khác"]
    assert clipped("a" * 10, 4) == "aaa…"
