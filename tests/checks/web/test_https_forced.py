"""web.https_forced."""

import pytest

from checks.facts import NotTested, Target, Visit
from checks.model import Reason, Verdict
from tests.checks import builders

HOST = builders.HOST
PLAIN = f"http://{HOST}/"
TIMEOUT = NotTested(reason=Reason.TIMEOUT, detail="no answer in 5 s")
FAILED = builders.visit(end="failed", failure=TIMEOUT).model_copy(update={"exchanges": ()})
CLOSED = FAILED.model_copy(update={"refused": True})


def answers(status: int, location: str | None = None) -> Visit:
    """A plain visit whose first answer is this one, and that ended there."""
    headers = (("location", location),) if location is not None else ()
    return builders.visit(builders.exchange(url=PLAIN, status=status, headers=headers), origin=PLAIN)


def verdict(http: Visit | None, http_ipv6: Visit | None = None, **target: int) -> Verdict:
    """The verdict on these plain visits."""
    facts = builders.facts(http=builders.http(http=http, http_ipv6=http_ipv6))
    changed = Target(host=HOST, observed_at=builders.NOW, **target)
    return builders.verdict("web.https_forced", facts.model_copy(update={"target": changed}))


@pytest.mark.parametrize(
    ("location", "outcome"),
    [
        (f"https://{HOST}/", "pass"),
        (f"HTTPS://{HOST.upper()}./portal", "pass"),
        (f"https://{HOST}:443/", "pass"),
        (f"//{HOST}/", "fail"),
        ("/home", "fail"),
        (f"https://{HOST}:8443/", "pass"),
        (f"http://{HOST}:8443/", "fail"),
        ("https://example.test/", "fail"),
        (f"https://{HOST}.evil.test/", "fail"),
        (f"https://{HOST}@evil.test/", "fail"),
        ("https://[", "fail"),
        ("javascript:alert(1)", "fail"),
        ("", "fail"),
    ],
)
def test_the_first_redirect_goes_to_https_on_the_same_host(location: str, outcome: str) -> None:
    """Another scheme, host or port first is a fail; letter case and the root's dot don't matter."""
    assert verdict(answers(301, location)).outcome == outcome


@pytest.mark.parametrize(("status", "location"), [(200, None), (404, None), (304, None), (301, None)])
def test_an_answer_that_does_not_redirect_fails(status: int, location: str | None) -> None:
    """Whatever plain HTTP says by itself, an error page too, is not a redirect."""
    assert verdict(answers(status, location)).outcome == "fail"


@pytest.mark.parametrize("port", [443, 8443])
def test_any_https_port_of_the_host_will_do(port: int) -> None:
    """A browser keeps HSTS by host, not by port (RFC 6797, 8.1 to 8.3)."""
    assert verdict(answers(302, f"https://{HOST}:8443/"), https_port=port).outcome == "pass"
    assert verdict(answers(302, f"https://{HOST}/"), https_port=port).outcome == "pass"


def test_a_port_that_drops_while_https_answers_is_closed_enough() -> None:
    """A firewall that drops port 80 serves nothing in the clear; where https is silent too, nobody knows."""
    dropped = FAILED.model_copy(update={"unconnected": True})
    found = verdict(dropped)
    assert found.outcome == "pass"
    assert "filtered" in found.summary.en
    silent = builders.facts(http=builders.http(http=dropped, https=FAILED, http_ipv6=None))
    assert builders.verdict("web.https_forced", silent).outcome == "not_tested"


def test_the_next_address_of_a_visit_counts() -> None:
    """What was followed, and what was not because it left the scope, tell where the redirect leads."""
    first = builders.exchange(url=PLAIN, status=302, headers=(("location", "ignored"),))
    followed = builders.visit(first, builders.exchange(), origin=PLAIN)
    left = builders.visit(first, origin=PLAIN, end="left_scope", next_url="https://elsewhere.test/")
    assert verdict(followed).outcome == "pass"
    assert verdict(left).outcome == "fail"


def test_a_closed_port_needs_no_redirect() -> None:
    """A refused connection is a fact: nothing is served in the clear."""
    assert verdict(CLOSED).outcome == "pass"


def test_a_visit_that_failed_is_not_tested() -> None:
    """No answer and no refusal: could not tell, with the visit's own reason."""
    found = verdict(FAILED)
    assert (found.outcome, found.reason) == ("not_tested", "timeout")
    assert verdict(None, None).outcome == "not_applicable"


@pytest.mark.parametrize("first", [answers(301, f"https://{HOST}/"), CLOSED, FAILED])
def test_the_worse_family_decides(first: Visit) -> None:
    """IPv6 without the redirect fails, however good IPv4 is."""
    assert verdict(first, answers(200)).outcome == "fail"
    assert verdict(answers(200), first).outcome == "fail"


def test_a_failed_family_leaves_a_pass_open() -> None:
    """One family that could be tested is not enough; the evidence says which one was not."""
    found = verdict(FAILED, answers(301, f"https://{HOST}/"))
    visits = found.evidence["visits"]
    assert (found.outcome, found.reason) == ("not_tested", "incomplete")
    assert isinstance(visits, list)
    assert isinstance(visits[0], dict)
    assert visits[0]["not_tested"] == "timeout"
