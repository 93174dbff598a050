"""ipv6.same_content."""

from typing import Any

import pytest

from checks.errors import ChecksError
from checks.facts import Facts, HttpFacts, NotTested, ReachFacts, Visit
from checks.ipv6._pages import headers_differing
from checks.ipv6.same_content import CHECK
from checks.model import Reason
from tests.checks import builders
from tests.checks.ipv6.reaches import BOTH, CLOSED, HTTPS, SILENT, reach

BROKEN = Visit(
    origin=f"https://{builders.HOST}/",
    address=builders.V6,
    end="failed",
    failure=NotTested(reason=Reason.TIMEOUT, detail="no answer"),
)


def page(**changes: Any) -> Visit:
    """A visit over IPv6 that ended with this answer."""
    return builders.visit(builders.exchange(**changes), address=builders.V6)


def over_ipv6(https: Visit | None, **changes: Any) -> HttpFacts:
    """The builders' site, but for https over IPv6."""
    return builders.http(https_ipv6=https, **changes)


def error(status: int) -> HttpFacts:
    """The same error over both."""
    visit = builders.visit(builders.exchange(status=status))
    return builders.http(https=visit, https_ipv6=visit)


def redirected(to: str) -> Visit:
    """A redirect out of scope."""
    answer = builders.exchange(status=302, headers=(("location", to),), body="")
    return builders.visit(answer, end="left_scope", next_url=to)


@pytest.mark.parametrize(
    ("http", "outcome"),
    [
        (builders.http(), "pass"),
        (over_ipv6(page(body="<h1>Welcome to nginx!</h1>" * 9)), "warn"),
        (over_ipv6(page(status=404)), "fail"),
        (over_ipv6(page(status=500)), "fail"),
        (error(404), "warn"),
        (error(500), "warn"),
        (error(403), "not_tested"),
        (error(503), "not_tested"),
        (over_ipv6(page(status=403)), "fail"),
        (over_ipv6(page(status=429)), "not_tested"),
        (over_ipv6(BROKEN), "not_tested"),
        (over_ipv6(None), "not_tested"),
        (over_ipv6(BROKEN, http_ipv6=page(status=404)), "fail"),
        (over_ipv6(BROKEN.model_copy(update={"exchanges": page().exchanges})), "not_tested"),
        (
            builders.http(https=redirected("https://a.test/?s=1"), https_ipv6=redirected("https://a.test/")),
            "not_tested",
        ),
        (
            builders.http(https=redirected("https://a.test/"), https_ipv6=redirected("https://b.test/")),
            "warn",
        ),
    ],
)
def test_pages_are_compared(http: HttpFacts, outcome: str) -> None:
    """Another status fails; other content or the same error warns; what was not seen is not compared."""
    verdict = builders.verdict("ipv6.same_content", builders.facts(http=http))
    assert (verdict.outcome, verdict.severity) == (outcome, "medium")


@pytest.mark.parametrize(
    ("dns", "reached", "outcome", "reason"),
    [
        ({}, reach(BOTH, HTTPS), "fail", None),
        ({}, reach(HTTPS, BOTH), "fail", None),
        ({}, reach(CLOSED, BOTH), "fail", None),
        ({}, reach(BOTH, CLOSED), "not_applicable", None),
        ({}, reach(SILENT, SILENT), "not_tested", "unreachable"),
        ({}, reach(BOTH, BOTH, ipv6_here=False), "not_tested", "no_ipv6_here"),
        ({"ipv6": ()}, reach(BOTH), "not_applicable", None),
        ({"ipv4": ()}, reach(BOTH, BOTH), "not_applicable", None),
        ({"ipv4": (), "unanswered": ("A",)}, reach(BOTH, BOTH), "not_tested", "unreachable"),
        ({"ipv6": (), "unanswered": ("AAAA",)}, reach(BOTH), "not_tested", "dns_failure"),
        ({"ipv6": (), "status": "ADDRESS"}, reach(BOTH), "not_applicable", None),
    ],
)
def test_ports_are_compared_when_both_families_answer(
    dns: dict[str, Any], reached: ReachFacts, outcome: str, reason: str | None
) -> None:
    """Another set of open ports fails; one family alone leaves nothing to compare."""
    facts = builders.facts(dns=builders.dns(**dns), reach=reached)
    verdict = builders.verdict("ipv6.same_content", facts)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


def test_a_port_that_is_closed_over_both_is_not_compared() -> None:
    """A site that drops port 80 is judged by its https pages."""
    silent = BROKEN.model_copy(update={"origin": f"http://{builders.HOST}/"})
    http = builders.http(http=silent, http_ipv6=silent)
    facts = builders.facts(reach=reach(HTTPS, HTTPS), http=http)
    assert builders.verdict("ipv6.same_content", facts).outcome == "pass"


@pytest.mark.parametrize(
    "facts",
    [
        builders.facts(http=NotTested(reason=Reason.TIMEOUT)),
        builders.facts(reach=NotTested(reason=Reason.TIMEOUT)),
        builders.facts(dns=NotTested(reason=Reason.TIMEOUT)),
    ],
)
def test_missing_facts_are_not_tested(facts: Facts) -> None:
    """Each of the three kinds of facts is needed."""
    assert builders.verdict("ipv6.same_content", facts).reason == "timeout"


def test_the_evidence_shows_ports_statuses_and_the_difference() -> None:
    """Enough to understand the similarity test (its users ask for it)."""
    http = over_ipv6(page(body="<p>Xin chào</p>" * 30))
    verdict = builders.verdict("ipv6.same_content", builders.facts(http=http))
    assert (verdict.evidence["ports_ipv4"], verdict.evidence["ports_ipv6"]) == ([80, 443], [80, 443])
    https = verdict.evidence["https"]
    assert isinstance(https, dict)
    assert https["status_ipv6"] == 200
    percent = https["difference_percent"]
    assert f"{percent:g}%" in verdict.summary.en
    assert f"{percent:g}%".replace(".", ",") in verdict.summary.vi


def test_the_limit_is_a_threshold() -> None:
    """A profile may be stricter or laxer; a value that is no number is one clear error."""
    facts = builders.facts(http=over_ipv6(page(body="<h1>Welcome to nginx!</h1>" * 9)))
    assert CHECK.judge(facts, {"max_difference_percent": 100}).outcome == "pass"
    with pytest.raises(ChecksError, match="max_difference_percent"):
        CHECK.judge(facts, {"max_difference_percent": "ten"})


def test_headers_of_security_that_differ_are_told() -> None:
    """Which they are, by name; nonces and other headers are no difference."""
    kept = [header for header in builders.GOOD_HEADERS if header[0] != "x-frame-options"]
    other = over_ipv6(page(headers=(*kept, ("server", "other"))))
    https = builders.verdict("ipv6.same_content", builders.facts(http=other)).evidence["https"]
    assert isinstance(https, dict)
    assert https["headers_differ"] == ["x-frame-options"]


@pytest.mark.parametrize(("policy", "differ"), [("'nonce-def'", False), ("'self'", True)])
def test_a_nonce_in_a_policy_is_no_difference(policy: str, *, differ: bool) -> None:
    """It changes with every answer."""
    one, other = (
        builders.exchange(headers=(("content-security-policy", f"script-src {source}"),))
        for source in ("'nonce-abc'", policy)
    )
    assert bool(headers_differing(one, other)) is differ


def test_the_latency_of_both_families_is_told() -> None:
    """In milliseconds, of the quickest connection of each; it is never judged."""
    timed = builders.reach(
        addresses=tuple(
            entry.model_copy(update={"connected_in": 0.0125 if entry.family == 4 else 3.0})
            for entry in builders.reach().addresses
        )
    )
    verdict = builders.verdict("ipv6.same_content", builders.facts(reach=timed))
    assert verdict.outcome == "pass"
    assert verdict.evidence["connect_ms"] == {"ipv4": 12.5, "ipv6": 3000.0}
    assert "connect_ms" not in builders.verdict("ipv6.same_content", builders.facts()).evidence
