"""web.addresses."""

from typing import Any

import pytest

from checks.facts import AddressReach, NotTested, PortState, ReachFacts, WithheldAddress
from checks.model import Reason
from tests.checks import builders
from tests.checks.ipv6.reaches import BOTH, CLOSED, HTTPS, SILENT, reach

SECOND = "192.0.2.11"
PRIVATE = WithheldAddress(address="10.1.2.3", scope="private")
LOOPBACK = WithheldAddress(address="::1", scope="loopback")


def four(*states: Any, address: str = SECOND) -> AddressReach:
    """One more IPv4 address whose https and http ports are in these states."""
    ports = zip((443, 80), states, strict=True)
    return AddressReach(
        address=address, family=4, ports=tuple(PortState(port=port, state=state) for port, state in ports)
    )


def more(reached: ReachFacts, *others: AddressReach, **changes: Any) -> ReachFacts:
    """The same, with other addresses before those that were there."""
    return reached.model_copy(update={"addresses": (*others, *reached.addresses), **changes})


@pytest.mark.parametrize(
    ("reached", "outcome", "named"),
    [
        (reach(BOTH), "pass", ()),
        (reach(BOTH, HTTPS), "pass", ()),
        (more(reach(BOTH), four("refused", "refused")), "fail", (SECOND,)),
        (more(reach(BOTH), four("timeout", "timeout")), "fail", (SECOND,)),
        (more(reach(BOTH), four("unreachable", "timeout")), "fail", (SECOND,)),
        (more(reach(BOTH), four("refused", "open")), "pass", ()),
        (more(reach(CLOSED), four("open", "timeout")), "fail", (builders.V4,)),
        (reach(CLOSED, BOTH), "fail", (builders.V4,)),
        (reach(SILENT, BOTH), "unreachable", ()),
        (reach(BOTH, SILENT), "fail", (builders.V6,)),
        (reach(BOTH, CLOSED), "fail", (builders.V6,)),
        (reach(BOTH, SILENT, ipv6_here=False), "no_ipv6_here", ()),
        (reach(BOTH, BOTH, SILENT), "fail", ("2a00::1",)),
        (reach(CLOSED), "unreachable", ()),
        (reach(SILENT, SILENT), "unreachable", ()),
        (reach(BOTH).model_copy(update={"withheld": (PRIVATE, LOOPBACK)}), "pass", ()),
        (more(reach(BOTH), four("refused", "timeout"), withheld=(PRIVATE,)), "fail", (SECOND,)),
    ],
)
def test_every_address_must_answer(reached: ReachFacts, outcome: str, named: tuple[str, ...]) -> None:
    """A dead address beside living ones is a fault and named; what may be ours is not tested."""
    verdict = builders.verdict("web.addresses", builders.facts(reach=reached))
    assert (verdict.reason or verdict.outcome) == outcome
    assert verdict.outcome == "not_tested" or verdict.reason is None
    assert [address for address in named if address not in verdict.summary.vi] == []
    assert [address for address in named if address not in verdict.summary.en] == []


def test_a_name_that_leads_inside_only_is_not_tested() -> None:
    """Nothing was connected to; dns.private_address has the finding."""
    nowhere = ReachFacts(addresses=(), ipv6_here=False, withheld=(PRIVATE,))
    verdict = builders.verdict("web.addresses", builders.facts(reach=nowhere))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "private_address")
    assert "10.1.2.3" in str(verdict.evidence)


def test_the_evidence_names_each_address_and_port() -> None:
    """An administrator sees which address failed, and how."""
    reached = more(reach(BOTH), four("refused", "timeout"), withheld=(PRIVATE,))
    assert builders.verdict("web.addresses", builders.facts(reach=reached)).evidence == {
        SECOND: "443 refused, 80 timeout",
        builders.V4: "443 open, 80 open",
        "10.1.2.3": "private, not connected to",
    }


def test_a_silent_probe_is_not_tested() -> None:
    """Without facts on reachability there is no verdict."""
    facts = builders.facts(reach=NotTested(reason=Reason.TIMEOUT))
    assert builders.verdict("web.addresses", facts).reason == "timeout"
