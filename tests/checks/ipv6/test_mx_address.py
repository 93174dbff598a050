"""ipv6.mx_address, by the ground truth of mail servers' addresses."""

from typing import Any

import pytest

from checks.facts import Part, Unseen
from checks.model import Reason
from tests.checks import builders
from tests.checks.mail.servers import MAIL, OTHER, OTHER_V6, TIMEOUT, V4, V6, host, mail_servers


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        pytest.param(host(OTHER, OTHER_V6), "pass", id="IPv6 alone"),
        pytest.param(host(OTHER, V4, OTHER_V6), "pass", id="both"),
        pytest.param(host(OTHER, "fd00::1", OTHER_V6), "pass", id="one of them is usable"),
        pytest.param(host(OTHER, V4), "fail", id="IPv4 alone"),
        pytest.param(host(OTHER, V4, "fd00::1", withheld=("fd00::1",)), "fail", id="unique local"),
        pytest.param(host(OTHER, V4, "::ffff:192.0.2.1"), "fail", id="IPv4-mapped"),
        pytest.param(host(OTHER, ipv4=(), ipv6=()), "fail", id="no address"),
        pytest.param(
            host(OTHER, V4, failure=TIMEOUT, unanswered=("AAAA",)), "not_tested", id="AAAA not answered"
        ),
    ],
)
def test_every_server_needs_one(second: Any, outcome: str) -> None:
    """Beside one that has, whichever is preferred."""
    first = host(MAIL, V4, V6)
    for hosts in ((first, second), (second, first)):
        facts = builders.facts(mail_servers=mail_servers(hosts=hosts))
        assert builders.verdict("ipv6.mx_address", facts).outcome == outcome


def test_an_unanswered_question_is_not_none() -> None:
    """Why is told, in the words of DNS."""
    unknown = host(OTHER, V4, failure=TIMEOUT, unanswered=("AAAA",))
    facts = builders.facts(mail_servers=mail_servers(hosts=(host(), unknown)))
    verdict = builders.verdict("ipv6.mx_address", facts)
    assert (verdict.outcome, verdict.reason) == ("not_tested", Reason.TIMEOUT)


def test_names_that_were_left_out() -> None:
    """A pass needs all of them."""
    left = Unseen(part=Part.MX_ADDRESSES, reason=Reason.NOT_REQUESTED, detail="not looked at, 3 of the names")
    facts = builders.facts(mail_servers=mail_servers(unseen=(left,)))
    assert builders.verdict("ipv6.mx_address", facts).outcome == "not_tested"
