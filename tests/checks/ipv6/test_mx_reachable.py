"""ipv6.mx_reachable, by the ground truth of what port 25 met."""

from typing import Any

import pytest

from checks.facts import MailServerFacts, Part, Unseen
from checks.model import Reason
from tests.checks import builders
from tests.checks.mail.servers import (
    MAIL,
    OTHER,
    OTHER_V4,
    OTHER_V6,
    TIMEOUT,
    V4,
    V6,
    host,
    mail_servers,
    server,
)

HOSTS = (host(MAIL, V4, V6), host(OTHER, OTHER_V4, OTHER_V6))


def _verdict(*ports: Any, **changes: Any) -> Any:
    addresses = (V4, V6, OTHER_V4, OTHER_V6)
    servers = [server(one, port=port) for one, port in zip(addresses, ports, strict=True)]
    facts = mail_servers(*servers, **{"hosts": HOSTS, **changes})
    return builders.verdict("ipv6.mx_reachable", builders.facts(mail_servers=facts))


@pytest.mark.parametrize(
    ("ports", "outcome"),
    [
        (("open", "open", "open", "open"), "pass"),
        (("timeout", "open", "refused", "open"), "pass"),  # IPv4 is no matter here
        (("open", "refused", "open", "open"), "fail"),
        (("open", "open", "open", "timeout"), "fail"),
        (("open", "unreachable", "open", "timeout"), "fail"),
        (("timeout", "open", "timeout", "timeout"), "fail"),
        (("timeout", "timeout", "timeout", "timeout"), "not_tested"),
        (("refused", "timeout", "timeout", "unreachable"), "not_tested"),
    ],
)
def test_every_address_counts(ports: tuple[str, ...], outcome: str) -> None:
    """And where no server answers by any family, the scanner may be to blame."""
    assert _verdict(*ports).outcome == outcome


def test_which_are_closed() -> None:
    """A part of them is told as a part."""
    partial, none = (
        _verdict("open", "refused", "open", "open"),
        _verdict("open", "refused", "open", "timeout"),
    )
    assert partial.summary.en.startswith("Some IPv6 addresses")
    assert V6 in partial.summary.en
    assert OTHER_V6 not in partial.summary.en
    assert none.summary.en.startswith("No IPv6 address")


@pytest.mark.parametrize(
    ("changes", "outcome", "reason"),
    [
        ({"ipv6_here": False, "ipv6_proof": "no anchor answered"}, "not_tested", Reason.NO_IPV6_HERE),
        ({"hosts": (host(MAIL, V4),)}, "not_applicable", None),
        ({"hosts": (host(MAIL, V4, "fd00::1", withheld=("fd00::1",)),)}, "not_applicable", None),
        (
            {"hosts": (host(MAIL, V4, failure=TIMEOUT, unanswered=("AAAA",)),)},
            "not_tested",
            Reason.TIMEOUT,
        ),
    ],
)
def test_nothing_to_judge(changes: dict[str, Any], outcome: str, reason: Reason | None) -> None:
    """Without IPv6 here, or there; an unanswered AAAA is not "none"."""
    verdict = _verdict("open", "timeout", "open", "timeout", **changes)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


def test_servers_that_may_not_be_met() -> None:
    """A permission without the family of mail leaves port 25 alone, and says so."""
    unseen = Unseen(part=Part.MX_REACHED, reason=Reason.NOT_PERMITTED, detail="left out")
    facts = MailServerFacts(domain="example.test", hosts=HOSTS, unseen=(unseen,))
    verdict = builders.verdict("ipv6.mx_reachable", builders.facts(mail_servers=facts))
    assert (verdict.outcome, verdict.reason) == ("not_tested", Reason.NOT_PERMITTED)
