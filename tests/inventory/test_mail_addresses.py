"""An address of e-mail is one that a mail server takes, and nothing that could be two headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.mail_addresses import LONGEST, normalize_mail_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("antt@so.gov.vn", "antt@so.gov.vn"),
        (" a.b+c@SO.gov.VN. ", "a.b+c@so.gov.vn"),
        ("a@xã.vn", "a@xn--x-yfa.vn"),
    ],
)
def test_what_is_one_is_kept_with_its_host_as_the_network_wants_it(typed: str, kept: str) -> None:
    """Letters of the name stay as they are, since its own server alone says what they mean."""
    assert normalize_mail_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "a",
        "@so.vn",
        "a@",
        "a@so",
        "a b@so.vn",
        "a..b@so.vn",
        ".a@so.vn",
        "a@192.0.2.7",
        "a@[192.0.2.7]",
        "a@so.vn; b@so.vn",
        "a@so.vn, b@so.vn",
        "<a@so.vn>",
        "A <a@so.vn>",
        "a@so.vn\nBcc: b@so.vn",
        "a\r\nBcc: b@so.vn",
        '"a b"@so.vn',
        "mailto:a@so.vn",
        "nguyễn@so.vn",
        f"{'a' * 65}@so.vn",
        f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 9}.vn",
    ],
)
def test_what_is_none_is_refused(typed: str) -> None:
    """Several, a name with it, line breaks, addresses of IP, and what is too long."""
    with pytest.raises(ValueError, match="is not an e-mail address: "):
        normalize_mail_address(typed)


@given(st.text(max_size=80) | st.from_regex(r"\A\S{1,70}@\S{1,20}\.[a-z]{2}\Z"))
def test_whatever_is_typed(typed: str) -> None:
    """It is refused, or one short line of ASCII with one host, which reads as itself."""
    try:
        kept = normalize_mail_address(typed)
    except ValueError:
        return
    assert kept.isascii()
    assert kept.isprintable()
    assert not set(' ,;<>()[]"\\') & set(kept)
    assert len(kept) <= LONGEST
    assert normalize_mail_address(kept) == kept
