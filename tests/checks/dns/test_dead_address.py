"""dns.dead_address."""

from typing import Any

import pytest

from checks.facts import AddressReach, NotTested, PortState
from checks.facts.reach import PortAnswer
from checks.model import Reason
from tests.checks import builders


def at(address: str, *states: PortAnswer) -> AddressReach:
    """An address whose ports 443 and 80 answered so."""
    ports = tuple(PortState(port=port, state=state) for port, state in zip((443, 80), states, strict=True))
    return AddressReach(address=address, family=6 if ":" in address else 4, ports=ports)


def host(*entries: AddressReach, **changes: Any) -> dict[str, Any]:
    """A host with these addresses."""
    listed = {family: tuple(one.address for one in entries if one.family == family) for family in (4, 6)}
    names = builders.dns(ipv4=listed[4], ipv6=listed[6], **changes)
    return {"dns": names, "reach": builders.reach(addresses=entries)}


ALIVE = at("1.1.1.1", "open", "timeout")
ALSO = at("1.1.1.2", "refused", "open")
DEAD = at("1.1.1.3", "timeout", "timeout")
REFUSING = at("1.1.1.4", "refused", "refused")
ALIVE_6 = at("2a00:1::1", "open", "open")
DEAD_6 = at("2a00:1::2", "unreachable", "timeout")


@pytest.mark.parametrize(
    ("changes", "outcome", "named"),
    [
        (host(ALIVE, ALSO, ALIVE_6), "pass", ""),
        (host(ALIVE, DEAD), "warn", "1.1.1.3"),
        (host(REFUSING, ALIVE, DEAD), "warn", "1.1.1.4, 1.1.1.3"),
        (host(ALIVE, DEAD_6), "warn", "2a00:1::2"),
        (host(DEAD, ALIVE_6), "warn", "1.1.1.3"),
        (host(DEAD, REFUSING), "not_tested", ""),
        (host(ALIVE), "not_applicable", ""),
        (host(DEAD), "not_applicable", ""),
        (host(ALIVE, ALSO, unanswered=("AAAA",)), "not_tested", ""),
        (host(ALIVE, DEAD, unanswered=("AAAA",)), "warn", "1.1.1.3"),
    ],
)
def test_one_of_several_is_dead(changes: dict[str, Any], outcome: str, named: str) -> None:
    """An address that accepts nothing warns as long as another does; a host dead as a whole is not judged."""
    verdict = builders.verdict("dns.dead_address", builders.facts(**changes))
    assert verdict.outcome == outcome
    assert named in verdict.summary.vi
    assert named in verdict.summary.en


@pytest.mark.parametrize(("status", "outcome"), [("NOERROR", "not_applicable"), ("NXDOMAIN", "not_tested")])
def test_a_name_without_addresses_has_no_dead_one(status: str, outcome: str) -> None:
    """A domain of mail alone is no host that nobody reached; one that does not exist is not judged."""
    nowhere = NotTested(reason=Reason.DNS_FAILURE, detail="the name has no address")
    facts = builders.facts(dns=builders.dns(status=status, ipv4=(), ipv6=()), reach=nowhere)
    assert builders.verdict("dns.dead_address", facts).outcome == outcome


@pytest.mark.parametrize(
    ("entries", "outcome"),
    [((ALIVE, DEAD_6), "not_tested"), ((ALIVE, ALSO, DEAD_6), "not_tested"), ((ALIVE, DEAD, DEAD_6), "warn")],
)
def test_without_ipv6_here_no_ipv6_address_is_dead(entries: tuple[AddressReach, ...], outcome: str) -> None:
    """They are not blamed, and not passed either."""
    changes = host(*entries)
    reach = builders.reach(addresses=entries, ipv6_here=False, ipv6_proof="no route")
    verdict = builders.verdict("dns.dead_address", builders.facts(**{**changes, "reach": reach}))
    assert verdict.outcome == outcome
    assert DEAD_6.address not in verdict.summary.en
    assert verdict.reason == ("no_ipv6_here" if outcome == "not_tested" else None)
