"""web.compression."""

import pytest

from checks.facts import NotTested
from checks.model import Reason
from tests.checks import builders
from tests.checks.web import answers

ID = "web.compression"


@pytest.mark.parametrize(
    ("coding", "outcome"),
    [
        (None, "pass"),
        ("", "pass"),
        ("identity", "pass"),
        ("utf-8", "pass"),
        ("gzip", "info"),
        ("GZIP", "info"),
        ("br", "info"),
        ("zstd", "info"),
        ("identity, deflate", "info"),
    ],
)
def test_a_known_coding_is_told(coding: str | None, outcome: str) -> None:
    """Never as a fault: pages need it."""
    headers = () if coding is None else (("content-encoding", coding),)
    verdict = builders.verdict(ID, answers.page(*headers))
    assert (verdict.outcome, verdict.severity) == (outcome, "info")


def test_over_plain_http_nothing_is_left_to_guess() -> None:
    """Everything can be read there."""
    page = builders.exchange(url=f"http://{builders.HOST}/", headers=(("content-encoding", "gzip"),))
    plain = builders.visit(page, origin=page.url)
    closed = NotTested(reason=Reason.UNREACHABLE, detail="")
    https = builders.visit(end="failed", failure=closed, refused=True).model_copy(update={"exchanges": ()})
    http = builders.http(http=plain, https=https, http_ipv6=None, https_ipv6=None)
    assert builders.verdict(ID, builders.facts(http=http)).outcome == "pass"
