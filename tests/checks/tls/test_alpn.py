"""tls.alpn."""

import pytest

from tests.checks.tls.answers import assert_no_answer_is_no_verdict, judged

CHECK, FIELD = "tls.alpn", "alpn"


@pytest.mark.parametrize(
    ("protocols", "words"),
    [
        (("h2", "http/1.1"), "The server offers HTTP/2."),
        (("http/1.1",), "The server does not offer HTTP/2."),
        ((), "The server does not offer HTTP/2."),
    ],
)
def test_it_says_whether_http_2_is_offered(protocols: tuple[str, ...], words: str) -> None:
    """By its ALPN name, h2; information either way."""
    verdict = judged(CHECK, FIELD, protocols)
    assert (verdict.outcome, verdict.severity) == ("info", "info")
    assert verdict.summary.en == words
    assert verdict.evidence["protocols"] == list(protocols)


def test_what_the_server_names_is_bounded() -> None:
    """A name may be 255 bytes long, and hostile."""
    assert len(str(judged(CHECK, FIELD, ("x" * 9999,)).evidence["protocols"])) < 250


def test_no_answer_is_no_verdict() -> None:
    """Not tested, not applicable and not looked at are no statement on HTTP/2."""
    assert_no_answer_is_no_verdict(CHECK, FIELD)
