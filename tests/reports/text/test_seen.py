"""reports.text.seen: evidence in words of the reader's language."""

import pytest

from checks.model import Language, Outcome, Severity, Text, Verdict
from reports.text.seen import seen

LENGTH = 200
COUNTED = {"certificates": 1, "of_certificates": 4, "handshakes": 30, "of_handshakes": 31}


@pytest.mark.parametrize(
    ("evidence", "vi", "en"),
    [
        (
            {"met": COUNTED},
            "đã gặp: chứng thư 1/4, số lần bắt tay 30/31",
            "met: certificates 1/4, handshakes 30/31",
        ),
        ({"met": {"certificates": 1}}, "đã gặp: chứng thư 1", "met: certificates 1"),
        ({"met": {"of_handshakes": 31}}, "đã gặp: trong số lần bắt tay 31", "met: of handshakes 31"),
        (
            {"met": {"certificates": 0, "of_certificates": 2}},
            "đã gặp: chứng thư 0/2",
            "met: certificates 0/2",
        ),
        ({"https": {"differs": True}}, "https: khác nhau có", "https: differs yes"),
    ],
)
def test_a_count_is_told_with_what_it_is_a_part_of(evidence: dict[str, object], vi: str, en: str) -> None:
    """Once and together; a part or a whole that stands alone is told alone."""
    verdict = Verdict.model_validate(
        {
            "check": "cert.expiry",
            "outcome": Outcome.FAIL,
            "severity": Severity.HIGH,
            "summary": Text(vi="Hết hạn.", en="Expired."),
            "evidence": evidence,
        }
    )
    told: dict[Language, str] = {"vi": vi, "en": en}
    assert {lang: seen(verdict, None, lang, LENGTH) for lang in told} == told


COMMANDS = [
    f"curl -sS -A 'Mozilla/5.0 {'x' * 250}' -- https://a.test/{n} | grep -ioF -- b{n}.test" for n in range(6)
]


def content(count: int, link: str = "https://b.test/") -> Verdict:
    """A finding of content with so many signs, each with its command."""
    signs = [{"page": "https://a.test/", "link": link, "reproduce": one} for one in COMMANDS[:count]]
    told = {"found": signs, "found_in_all": count, "pages_seen": 9}
    summary = Text(vi="Bị sửa.", en="Tampered with.")
    return Verdict(
        check="content.spam_links",
        outcome=Outcome.FAIL,
        severity=Severity.CRITICAL,
        summary=summary,
        evidence=told,
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("count", "whole"), [(1, 1), (2, 2), (3, 2), (6, 2)])
def test_no_command_is_cut(lang: Language, count: int, whole: int) -> None:
    """So many signs as have room with their whole commands; the rest is counted."""
    line = seen(content(count), None, lang, LENGTH)
    assert [one in line for one in COMMANDS] == [number < whole for number in range(6)]
    assert (f"(+{count - whole})" in line) is (count > whole)


def test_one_sign_is_told_in_any_case() -> None:
    """Even where a line of it is longer than one of several may be."""
    long = content(3, "https://b.test/" + "x" * 300).model_copy()
    long.evidence["found"][0]["reproduce"] = whole = "curl " + "x" * 595  # type: ignore[index,call-overload]
    line = seen(long, None, "vi", LENGTH)
    assert whole in line
    assert "(+2)" in line


@pytest.mark.parametrize(
    ("hidden_by", "vietnamese"),
    [
        ("the attribute hidden: <div hidden>", "thuộc tính hidden: <div hidden>"),
        ("display: none: <p>; clipped away: <p>", "display: none: <p>; bị cắt mất: <p>"),
        ("text of 0 px: <p>; written by a script", "chữ cỡ 0 px: <p>; do mã viết ra"),
        ("a closed <details>: <details>", "thẻ <details> đóng: <details>"),
        ("a disguised script", "mã ngụy trang"),
        ("opacity: 0: <p title='in a comment'>", "opacity: 0: <p title='in a comment'>"),
    ],
)
def test_where_it_hides_is_told_in_the_readers_words(hidden_by: str, vietnamese: str) -> None:
    """What the page itself says, and what style sheets call it, stays."""
    verdict = content(1)
    verdict.evidence["found"][0]["hidden_by"] = hidden_by  # type: ignore[index,call-overload]
    assert f"giấu bằng {vietnamese}" in seen(verdict, None, "vi", LENGTH)
    assert hidden_by in seen(verdict, None, "en", LENGTH)


def test_who_looked_is_told_in_the_readers_words() -> None:
    """A list of clients, as beside each sign."""
    verdict = content(1)
    verdict.evidence["seen_as"] = ["browser", "browser_from_google"]
    assert seen(verdict, None, "vi", LENGTH).endswith("đã xem như: trình duyệt, khách từ Google")
