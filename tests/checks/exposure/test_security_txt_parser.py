"""The parser of security.txt."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.exposure._security_txt import FILE_LENGTH, LINE_LENGTH, parse

CONTACT = "Contact: mailto:a@example.test"
EXPIRES = "Expires: 2027-01-01T00:00:00Z"
SIGNATURE = "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n"
LINES = st.sampled_from(
    [CONTACT, EXPIRES, "# note", "", "Expires: soon", "Contact:", "-----BEGIN PGP SIGNED MESSAGE-----"]
)


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ([CONTACT, EXPIRES], ()),
        (
            ["# comment", "", CONTACT.upper().replace("MAILTO", "mailto"), EXPIRES, "X-Ext: anything at all"],
            (),
        ),
        ([CONTACT, CONTACT, EXPIRES, "Preferred-Languages: vi, en"], ()),
        ([EXPIRES], ("no_contact",)),
        ([CONTACT], ("no_expires",)),
        ([], ("no_contact", "no_expires")),
        ([CONTACT, EXPIRES, EXPIRES], ("expires_repeated",)),
        (
            [CONTACT, EXPIRES, "Preferred-Languages: vi", "Preferred-Languages: en"],
            ("preferred-languages_repeated",),
        ),
        ([CONTACT.replace(": ", ":"), CONTACT, EXPIRES], ("no_space_after_colon",)),
        (["security team", CONTACT, EXPIRES], ("bad_line",)),
        (["Contact: a@example.test", EXPIRES], ("contact_no_uri",)),
        (["Contact: http://example.test/", EXPIRES], ("contact_not_https",)),
        ([CONTACT, EXPIRES, "Policy: HTTP://example.test/"], ("policy_not_https",)),
        ([CONTACT, "Expires: 2027-01-01"], ("expires_bad_date",)),
        ([CONTACT, "Expires: 2027-02-30T00:00:00Z"], ("expires_bad_date",)),
        ([CONTACT, "Expires: 2027-01-01T00:00:00"], ("expires_bad_date",)),
        ([CONTACT, "Expires: Thu, 31 Dec 2026 18:37:07 -0800"], ("expires_bad_date",)),
        ([CONTACT, EXPIRES, "X: " + "y" * LINE_LENGTH], ("bad_line",)),
    ],
)
def test_problems_are_named(lines: list[str], problems: tuple[str, ...]) -> None:
    """RFC 9116 sections 2.2 to 2.5; with LF and with CRLF alike."""
    assert parse("\n".join(lines) + "\n").problems == problems
    assert parse("\r\n".join(lines)).problems == problems


@pytest.mark.parametrize(
    ("value", "hour"),
    [("2027-01-01T00:00:00Z", 0), ("2027-01-01t07:00:00.5z", 7), ("2027-01-01T07:00:00+07:00", 0)],
)
def test_dates_carry_their_offset(value: str, hour: int) -> None:
    """RFC 3339 section 5.6; fractions of a second are dropped."""
    assert parse(f"{CONTACT}\nExpires: {value}\n").expires == datetime(2027, 1, 1, hour, tzinfo=UTC)


def test_a_signed_file_is_read_without_its_signature() -> None:
    """OpenPGP cleartext: headers, a blank line, dash-escaped text, the signature."""
    text = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{CONTACT}\n- {EXPIRES}\n{SIGNATURE}"
    file = parse(text)
    assert (file.is_signed, file.problems) == (True, ())
    assert "bad_line" in parse(text.replace("BEGIN PGP SIGNATURE", "BEGIN SIGNATURE")).problems


def test_a_file_too_long_is_refused() -> None:
    """RFC 9116 section 5.4."""
    assert parse("#" * (FILE_LENGTH + 1)).problems == ("too_long",)


@given(st.text(max_size=500) | st.lists(LINES).map("\n".join))
def test_any_text_is_read(text: str) -> None:
    """A file without problems has a contact and an expiry; never an exception."""
    file = parse(text)
    if not file.problems:
        assert file.fields["contact"]
        assert file.expires is not None


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_written_expiry_is_read_back(moment: datetime) -> None:
    """To the second."""
    expires = parse(f"{CONTACT}\nExpires: {moment.isoformat()}\n").expires
    assert expires == moment.replace(microsecond=0)


SIGNED = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{CONTACT}\n{EXPIRES}\n{SIGNATURE}"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("iQ==", "iQ!="),
        ("iQ==\n", ""),
        ("-----END PGP SIGNATURE-----", ""),
        ("-----END PGP SIGNATURE-----\n", "-----END PGP SIGNATURE-----\ntext behind it\n"),
        (CONTACT, f"- {CONTACT}\n-- a line"),
        (CONTACT, f"{CONTACT}\n-----BEGIN PGP SIGNED MESSAGE-----"),
        ("Hash: SHA512", "Hash SHA512"),
    ],
)
def test_a_signature_block_that_breaks_off(was: str, becomes: str) -> None:
    """RFC 9116 section 4: a signed file has a whole signature, at its end, and nothing else."""
    assert parse(SIGNED).problems == ()
    assert parse(SIGNED.replace("\n", "\r\n")).problems == ()
    assert (
        parse(
            SIGNED.replace("iQ==", "Version: x\nComment: y\n\niQQz\nAA==\n=abcd", 1).replace("\n\nV", "\nV")
        ).problems
        == ()
    )
    assert "bad_signature_block" in parse(SIGNED.replace(was, becomes)).problems


@pytest.mark.parametrize(
    ("languages", "is_right"),
    [
        ("vi, en", True),
        ("vi,en-GB ,zh-Hant-TW", True),
        ("x-klingon", True),
        ("English", False),
        ("vi; en", False),
        ("vi,,en", False),
        ("tiếng Việt", False),
        ("*", False),
    ],
)
def test_preferred_languages_are_language_tags(languages: str, is_right: bool) -> None:  # noqa: FBT001 - a column
    """RFC 9116 section 2.5.8: tags as RFC 5646 writes them, separated by commas."""
    text = f"{CONTACT}\n{EXPIRES}\nPreferred-Languages: {languages}\n"
    assert ("preferred-languages_no_language" not in parse(text).problems) is is_right
