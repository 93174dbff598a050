"""The rule of what two vantages see otherwise, on verdicts made up for it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import JsonValue

from checks.evidence import LIST_LENGTH
from checks.facts import Facts, NotTested, ReachFacts, Target
from checks.facts.reach import AddressReach, PortAnswer, PortState
from checks.model import Outcome, Reason, Severity, Text, Verdict
from scanner.observation import Observation
from scanner.runs.standing.confirmation import Attempt, Confirmation
from scanner.vantages.seen_apart import SeenApart, lets_in, seen_apart
from tests.checks import builders

KEY = ("a.brvt.test", 443, 80)
SEEN = datetime(2026, 11, 26, 3, tzinfo=UTC)
WORDS = Text(vi="Lời", en="Words")
TLS, HEADER, PORTS, EXPOSED = "tls.protocols", "web.hsts", "exposure.ports", "exposure.remote_admin"


def verdict(
    check: str,
    outcome: Outcome,
    reason: Reason | None = None,
    evidence: dict[str, JsonValue] | None = None,
) -> Verdict:
    """One of a check."""
    return Verdict(
        check=check,
        outcome=outcome,
        severity=Severity.HIGH,
        reason=reason,
        summary=WORDS,
        evidence=evidence or {},
    )


def look(*verdicts: Verdict, lost: Reason | None = None) -> Observation:
    """What stands of an endpoint; ``lost``: the newest look could not tell, for this reason."""
    attempt = Attempt(at=SEEN + timedelta(days=1), reason=lost) if lost else None
    age = Confirmation(confirmed_at=SEEN, first_seen=SEEN, since=SEEN, not_confirmed=attempt)
    told = [one.check for one in verdicts if one.outcome is not Outcome.NOT_TESTED]
    return Observation(
        target=Target(host=KEY[0], observed_at=SEEN),
        verdicts=verdicts,
        connections={},
        started_at=SEEN,
        finished_at=SEEN,
        confirmations=dict.fromkeys(told, age),
    )


def apart(first: Observation, second: Observation, silent: Facts | None = None) -> SeenApart:
    """What differs; ``silent``: the facts of the one that got no answer."""
    return seen_apart(KEY, {"A"}, (first, second), lambda _place: silent)


def reach(*states: PortAnswer) -> Facts:
    """Facts of TCP connections that met these."""
    ports = tuple(PortState(port=port, state=state) for port, state in zip((443, 80), states, strict=True))
    entry = AddressReach(address="192.0.2.1", family=4, ports=ports)
    nothing = NotTested(reason=Reason.TIMEOUT)
    found = ReachFacts(addresses=(entry,), ipv6_here=False)
    return builders.facts(reach=found, tls=nothing, http=nothing, ports=nothing)


def without_reach(reason: Reason) -> Facts:
    """Facts of a look whose probes came back for this reason, and that did not ask for reach."""
    why, unasked = NotTested(reason=reason), NotTested(reason=Reason.NOT_REQUESTED)
    return builders.facts(reach=unasked, tls=why, http=unasked, ports=unasked)


PASS, FAIL, WARN, NONE = Outcome.PASS, Outcome.FAIL, Outcome.WARN, Outcome.NOT_APPLICABLE
UNTOLD = Outcome.NOT_TESTED


@pytest.mark.parametrize(
    ("silent", "told"),
    [
        (reach("timeout", "timeout"), (False, None)),
        (reach("refused", "timeout"), (False, None)),
        (reach("timeout", "open"), (True, None)),
        (without_reach(Reason.UNREACHABLE), (False, None)),
        (without_reach(Reason.TIMEOUT), (None, Reason.TIMEOUT)),
        (without_reach(Reason.NOT_PERMITTED), (None, Reason.NOT_PERMITTED)),
        (without_reach(Reason.DNS_FAILURE), (None, Reason.DNS_FAILURE)),
        (without_reach(Reason.NOT_REQUESTED), (None, Reason.INCOMPLETE)),
    ],
)
def test_whether_a_look_without_an_answer_was_let_in(silent: Facts, told: object) -> None:
    """By what TCP met; a cause that says nothing of the endpoint is not "not reachable"."""
    assert lets_in(silent) == told


@pytest.mark.parametrize("turned", [False, True])
def test_one_that_is_let_in_alone(*, turned: bool) -> None:
    """Both ways; what only an answer tells is not listed again, what ports tell is."""
    inside = look(verdict(TLS, FAIL), verdict(HEADER, FAIL), verdict(EXPOSED, FAIL))
    outside = look(verdict(TLS, NONE), verdict(HEADER, UNTOLD, Reason.UNREACHABLE), verdict(EXPOSED, PASS))
    looks = (inside, outside) if turned else (outside, inside)
    found = apart(*looks, reach("refused", "refused"))
    assert found.let_in_alone == (0 if turned else 1)
    assert [one.verdicts[one.found_from].check for one in found.checks] == [EXPOSED]
    assert found.differs
    assert not found.is_unsure


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        (PASS, FAIL, True),
        (WARN, PASS, True),
        (Outcome.INFO, FAIL, True),
        (FAIL, WARN, False),
        (PASS, NONE, False),
        (FAIL, FAIL, False),
        (FAIL, NONE, True),
    ],
)
def test_a_check_differs_where_one_finds_something_alone(
    first: Outcome, second: Outcome, *, differs: bool
) -> None:
    """How grave it is to either is no difference."""
    found = apart(
        look(verdict(TLS, PASS), verdict(HEADER, first)), look(verdict(TLS, PASS), verdict(HEADER, second))
    )
    assert (found.differs, len(found.checks)) == (differs, int(differs))
    assert found.let_in_alone is None


@pytest.mark.parametrize("reason", [Reason.TIMEOUT, Reason.BLOCKED, Reason.NOT_PERMITTED])
def test_what_one_could_not_tell_is_told_apart(reason: Reason) -> None:
    """Whether it never could, or the newest look could not; nothing where the other found nothing."""
    bad = look(verdict(TLS, PASS), verdict(HEADER, FAIL))
    never = look(verdict(TLS, PASS), verdict(HEADER, UNTOLD, reason))
    lost = look(verdict(HEADER, PASS), lost=reason)
    for other in (never, lost):
        found = apart(other, bad, reach("open", "open"))
        assert (found.differs, found.is_unsure) == (False, True)
        assert dict(found.untold[0]) == {reason: 1}
    assert not apart(never, look(verdict(TLS, PASS), verdict(HEADER, PASS))).is_unsure


def test_what_was_not_asked_for_since_still_counts() -> None:
    """A run of other families says nothing of it."""
    found = apart(look(verdict(TLS, FAIL), lost=Reason.NOT_REQUESTED), look(verdict(TLS, PASS)))
    assert len(found.checks) == 1


def ports(*numbers: int) -> Verdict:
    """What a port scan listed."""
    listed: Sequence[JsonValue] = [{"address": "192.0.2.1", "port": number} for number in numbers]
    return verdict(PORTS, FAIL if numbers else PASS, evidence={"ports": [*listed]} if numbers else None)


@pytest.mark.parametrize(
    ("first", "second", "alone"),
    [
        (ports(22, 3306), ports(22), ((3306,), ())),
        (ports(), ports(22, 8080), ((), (22, 8080))),
        (ports(21), ports(23), ((21,), (23,))),
        (ports(22), ports(22), ((), ())),
        (ports(1, 2), ports(*range(100, 100 + LIST_LENGTH)), ((), tuple(range(100, 100 + LIST_LENGTH)))),
        (ports(22), verdict(PORTS, UNTOLD, Reason.TIMEOUT), ((), ())),
    ],
)
def test_ports_that_are_open_to_one_alone(first: Verdict, second: Verdict, alone: object) -> None:
    """Of a list that is full nobody knows what else was open; nor of a scan that could not be made."""
    found = apart(look(verdict(TLS, PASS), first), look(verdict(TLS, PASS), second))
    assert found.ports == alone
