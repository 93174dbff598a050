"""What evidence says against claims, and about IPv6."""

import pytest
from pydantic import ValidationError

from checks.model import Outcome, Reason, Severity, Text
from inventory.model import Endpoint, EndpointRole, Inventory, Organization
from reports import clauses
from reports.clauses import standards
from reports.evidence.against_claims import contradicted_systems, doubted, ipv6_evidence
from reports.sentences import phrases
from reports.text.locale import load as load_words
from scanner.observation import Observation
from scanner.waivers.matching import Waived
from tests.reports import sample, waiving

HOST, OTHER = "a.brvt.test", "b.brvt.test"
OLD_TLS = sample.verdict("tls.protocols", Outcome.FAIL, severity=Severity.HIGH)
WORDS = Text(vi="…", en="…")


def inventory(*endpoints: Endpoint) -> Inventory:
    """One system with these endpoints."""
    owner = Organization(code="STTTT", name="Sở Thông tin và Truyền thông")
    system = sample.system(1, code="HT", owner="STTTT", operator=None, endpoints=endpoints)
    return Inventory(organizations=(owner,), systems=(system,))


@pytest.mark.parametrize(
    ("check", "outcome", "severity", "contradicted"),
    [
        ("tls.protocols", Outcome.FAIL, Severity.HIGH, ["7.2.3.4", "5.4.2.4b"]),
        ("cert.expiry", Outcome.FAIL, Severity.CRITICAL, ["7.2.3.4", "5.4.2.4b"]),
        ("web.https_forced", Outcome.FAIL, Severity.HIGH, ["7.2.3.4", "5.4.2.4b"]),
        ("exposure.database", Outcome.FAIL, Severity.CRITICAL, ["7.2.2.2", "5.5.2.1c"]),
        ("exposure.remote_admin", Outcome.FAIL, Severity.HIGH, ["7.2.2.2", "5.12.2.4a, 5.12.2.5"]),
        ("exposure.ports", Outcome.FAIL, Severity.HIGH, ["7.2.1.2", "5.5.2.1c"]),
        ("exposure.admin_panel", Outcome.FAIL, Severity.HIGH, ["7.2.1.2", "5.13.2.3b"]),
        ("exposure.security_txt", Outcome.FAIL, Severity.LOW, None),
        ("exposure.ports", Outcome.FAIL, Severity.MEDIUM, None),
        ("exposure.service_version", Outcome.FAIL, Severity.HIGH, None),
        ("tls.protocols", Outcome.WARN, Severity.HIGH, None),
        ("tls.protocols", Outcome.PASS, Severity.HIGH, None),
        ("tls.protocols", Outcome.NOT_TESTED, Severity.HIGH, None),
        ("web.csp", Outcome.FAIL, Severity.HIGH, None),
    ],
)
def test_only_failing_strong_or_partial_signals_contradict(
    check: str, outcome: Outcome, severity: Severity, contradicted: list[str] | None
) -> None:
    """High and critical failures of mapped checks do; warnings, the untested and weak signals don't."""
    reason = Reason.TIMEOUT if outcome is Outcome.NOT_TESTED else None
    seen = sample.observation(HOST, sample.verdict(check, outcome, severity=severity, reason=reason))
    found = contradicted_systems(inventory(Endpoint(host=HOST)), {"HT"}, [seen])
    told = [[clause.number for clause in one.clauses] for one in found.get("HT", ())]
    assert told == ([contradicted] if contradicted else [])
    assert doubted(inventory(Endpoint(host=HOST)), {"HT"}, [seen]) == ({"HT"} if contradicted else set())


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


def test_the_mappings_say_that_they_were_not_verified() -> None:
    """The clauses are the standards', the mappings are ours."""
    older, newer = standards()
    assert (older.verified, newer.verified) == (False, False)
    assert [clause.number for clause in older.clauses] == ["7.2.3.4", "7.1.5.7", "7.2.2.2", "7.2.1.2"]
    assert all(clause.name for clause in older.clauses)


def test_no_name_is_made_up_for_a_clause_of_the_newer_standard() -> None:
    """Its text was not read: what each clause is said to ask is told as that, in both languages."""
    _, newer = standards()
    assert {clause.number for clause in newer.clauses} == {
        "5.4.2.4b",
        "5.5.2.1c",
        "5.12.2.4a, 5.12.2.5",
        "5.13.2.3b",
        "5.17.2.2a",
    }
    assert all(clause.name is None and clause.about for clause in newer.clauses)
    words = phrases.clause(clauses.contradicted(OLD_TLS)[1], load_words("vi"))
    assert words == "5.4.2.4b (nội dung: mã hóa dữ liệu trên đường truyền)"


@pytest.mark.parametrize("told", [{}, {"name": WORDS, "about": WORDS}])
def test_a_clause_is_told_in_one_way(told: dict[str, Text]) -> None:
    """By its name, or by what it is about."""
    with pytest.raises(ValidationError, match="a name, or what it is about"):
        clauses.Clause(number="1.1", strength="weak", checks=("tls.*",), **told)


def test_a_waived_finding_does_not_count_against_a_claim() -> None:
    """Of the system that has the waiver; the other with the same host is contradicted still."""
    seen = sample.observation(HOST, OLD_TLS)
    both = inventory(Endpoint(host=HOST))
    other = both.systems[0].model_copy(update={"code": "KHAC"})
    both = both.model_copy(update={"systems": (*both.systems, other)})
    waived = Waived([waiving.waiver(7, "HT", seen)])
    against = contradicted_systems(both, {"HT", "KHAC"}, [seen], waived)
    assert {code: [one.waiver for one in found] for code, found in against.items()} == {
        "HT": [7],
        "KHAC": [None],
    }
    assert doubted(both, {"HT", "KHAC"}, [seen], waived) == {"KHAC"}


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
