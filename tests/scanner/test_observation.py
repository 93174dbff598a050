"""scanner.observation: when an endpoint was looked at, and when a scan only tried to."""

import copy
import pickle

import pytest

from checks.facts import Facts, NotTested
from checks.judging import judge
from checks.model import Outcome, Reason, Verdict
from checks.profile import load
from checks.registry import all_checks
from tests.checks import builders
from tests.reports import sample

GOOD = sample.verdict("tls.protocols")
CLOSED = sample.verdict("cert.expiry", Outcome.NOT_APPLICABLE)
AN_ADDRESS = sample.verdict("ipv6.operational", Outcome.NOT_APPLICABLE)


def lost(reason: Reason, check: str = "web.csp") -> Verdict:
    """A check that could not be told."""
    return sample.not_tested(check, reason)


@pytest.mark.parametrize(
    ("verdicts", "tells"),
    [
        ((), False),
        ((GOOD,), True),
        ((GOOD, lost(Reason.TIMEOUT)), True),
        ((sample.verdict("tls.protocols", Outcome.INFO), lost(Reason.BLOCKED)), True),
        ((lost(Reason.TIMEOUT), lost(Reason.NOT_PERMITTED)), False),
        ((CLOSED, lost(Reason.UNREACHABLE)), False),
        ((AN_ADDRESS, lost(Reason.TIMEOUT)), False),
        ((CLOSED, AN_ADDRESS, lost(Reason.UNREACHABLE), lost(Reason.NOT_PERMITTED)), False),
        ((CLOSED,), True),
        ((CLOSED, lost(Reason.NOT_REQUESTED), lost(Reason.NOT_PERMITTED, "web.hsts")), True),
    ],
)
def test_a_dead_host_was_not_looked_at(verdicts: tuple[Verdict, ...], *, tells: bool) -> None:
    """That nothing applies to closed ports, or to an address, is no look where the rest could not be told."""
    assert sample.observation("a.test", *verdicts).tells is tells


@pytest.mark.parametrize(
    "facts", [None, builders.facts(), builders.facts(tls=NotTested(reason=Reason.TIMEOUT))]
)
def test_the_other_process_of_a_run_gets_it_whole(facts: Facts | None) -> None:
    """With facts of every kind, and evidence of each check; and so does whoever gets it from there."""
    verdicts = () if facts is None else judge(facts, all_checks().values(), load())
    seen = sample.observation("a.test", *verdicts).model_copy(update={"facts": facts, "requests": 7})
    sent = pickle.loads(pickle.dumps(seen, pickle.HIGHEST_PROTOCOL))  # noqa: S301 - our own
    assert sent == seen
    assert sent.model_dump_json() == seen.model_dump_json()
    assert copy.deepcopy(seen) == copy.copy(seen) == seen
