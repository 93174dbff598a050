"""What evidence says against claims, and about IPv6."""

import pytest

from checks.model import Outcome, Reason, Severity
from inventory.model import Endpoint, EndpointRole, Inventory, Organization
from reports.clauses import load
from reports.evidence import contradicted_systems, ipv6_evidence
from scanner.observation import Observation
from tests.reports import sample

HOST, OTHER = "a.brvt.test", "b.brvt.test"


def inventory(*endpoints: Endpoint) -> Inventory:
    """One system with these endpoints."""
    owner = Organization(code="STTTT", name="Sở Thông tin và Truyền thông")
    system = sample.system(1, code="HT", owner="STTTT", operator=None, endpoints=endpoints)
    return Inventory(organizations=(owner,), systems=(system,))


@pytest.mark.parametrize(
    ("check", "outcome", "severity", "clause"),
    [
        ("tls.protocols", Outcome.FAIL, Severity.HIGH, "7.2.3.4"),
        ("cert.expiry", Outcome.FAIL, Severity.CRITICAL, "7.2.3.4"),
        ("web.https_forced", Outcome.FAIL, Severity.HIGH, "7.2.3.4"),
        ("exposure.database", Outcome.FAIL, Severity.CRITICAL, "7.2.2.2"),
        ("exposure.remote_admin", Outcome.FAIL, Severity.HIGH, "7.2.2.2"),
        ("exposure.ports", Outcome.FAIL, Severity.HIGH, "7.2.1.2"),
        ("exposure.ports", Outcome.FAIL, Severity.MEDIUM, None),
        ("exposure.service_version", Outcome.FAIL, Severity.HIGH, None),
        ("tls.protocols", Outcome.WARN, Severity.HIGH, None),
        ("tls.protocols", Outcome.PASS, Severity.HIGH, None),
        ("tls.protocols", Outcome.NOT_TESTED, Severity.HIGH, None),
        ("web.csp", Outcome.FAIL, Severity.HIGH, None),
    ],
)
def test_only_failing_strong_or_partial_signals_contradict(
    check: str, outcome: Outcome, severity: Severity, clause: str | None
) -> None:
    """High and critical failures of mapped checks do; warnings, the untested and weak signals don't."""
    reason = Reason.TIMEOUT if outcome is Outcome.NOT_TESTED else None
    seen = sample.observation(HOST, sample.verdict(check, outcome, severity=severity, reason=reason))
    found = contradicted_systems(inventory(Endpoint(host=HOST)), {"HT"}, [seen])
    assert [one.clause for one in found.get("HT", ())] == ([clause] if clause else [])


def test_only_claims_are_contradicted() -> None:
    """A system that nobody called compliant has findings, and no contradiction."""
    seen = sample.observation(HOST, sample.verdict("tls.protocols", Outcome.FAIL, severity=Severity.HIGH))
    assert contradicted_systems(inventory(Endpoint(host=HOST)), set(), [seen]) == {}


def test_the_worst_evidence_comes_first_from_all_endpoints() -> None:
    """Evidence of every endpoint counts, critical before high."""
    high = sample.observation(HOST, sample.verdict("tls.protocols", Outcome.FAIL, severity=Severity.HIGH))
    worse = sample.observation(OTHER, sample.verdict("cert.expiry", Outcome.FAIL, severity=Severity.CRITICAL))
    both = inventory(Endpoint(host=HOST), Endpoint(host=OTHER))
    found = contradicted_systems(both, {"HT"}, [high, worse])["HT"]
    assert [(one.host, one.verdict.check) for one in found] == [
        (OTHER, "cert.expiry"),
        (HOST, "tls.protocols"),
    ]


def test_the_mapping_says_that_it_was_not_verified() -> None:
    """The clauses are the standard's, the mapping is ours."""
    assert not load().verified
    assert [clause.number for clause in load().clauses] == ["7.2.3.4", "7.1.5.7", "7.2.2.2", "7.2.1.2"]


def looked_at(host: str, outcome: Outcome) -> Observation:
    """An endpoint with this verdict on IPv6."""
    reason = Reason.NO_IPV6_HERE if outcome is Outcome.NOT_TESTED else None
    return sample.observation(host, sample.verdict("ipv6.operational", outcome, reason=reason))


@pytest.mark.parametrize(
    ("first", "second", "evidence"),
    [
        (Outcome.PASS, Outcome.PASS, {"HT": True}),
        (Outcome.PASS, Outcome.FAIL, {"HT": False}),
        (Outcome.PASS, Outcome.NOT_TESTED, {"HT": None}),
        (Outcome.FAIL, Outcome.NOT_TESTED, {"HT": False}),
        (Outcome.PASS, Outcome.NOT_APPLICABLE, {"HT": True}),
        (Outcome.NOT_TESTED, Outcome.NOT_TESTED, {"HT": None}),
        (Outcome.NOT_APPLICABLE, Outcome.NOT_APPLICABLE, {}),
    ],
)
def test_a_system_is_operational_when_all_its_web_endpoints_are(
    first: Outcome, second: Outcome, evidence: dict[str, bool | None]
) -> None:
    """One that fails decides; one that was not tested leaves it open unless another fails."""
    both = inventory(Endpoint(host=HOST), Endpoint(host=OTHER))
    seen = [looked_at(HOST, first), looked_at(OTHER, second)]
    assert ipv6_evidence(both, seen) == evidence


def test_an_endpoint_that_nobody_looked_at_is_not_tested() -> None:
    """No observation is no failure."""
    assert ipv6_evidence(inventory(Endpoint(host=HOST)), []) == {"HT": None}


@pytest.mark.parametrize("role", [EndpointRole.API, EndpointRole.MAIL, EndpointRole.OTHER])
def test_only_web_endpoints_count(role: EndpointRole) -> None:
    """A mail server without IPv6 fails no web site; a system without web endpoint has no state."""
    seen = [looked_at(HOST, Outcome.PASS), looked_at(OTHER, Outcome.FAIL)]
    mixed = inventory(Endpoint(host=HOST), Endpoint(host=OTHER, role=role))
    assert ipv6_evidence(mixed, seen) == {"HT": True}
    assert ipv6_evidence(inventory(Endpoint(host=OTHER, role=role)), seen) == {}


def test_the_newest_look_counts() -> None:
    """Of two observations of an endpoint, in whatever order, the one that finished last."""
    newer = looked_at(HOST, Outcome.PASS)
    older = looked_at(HOST, Outcome.FAIL).model_copy(
        update={"finished_at": newer.finished_at.replace(year=2025)}
    )
    for order in ([newer, older], [older, newer]):
        assert ipv6_evidence(inventory(Endpoint(host=HOST)), order) == {"HT": True}
