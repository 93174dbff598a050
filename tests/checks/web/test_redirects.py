"""web.redirects."""

import pytest

from checks.facts import NotTested, Visit
from checks.model import Reason, Verdict
from tests.checks import builders

HOST = builders.HOST
PLAIN, SECURE = f"http://{HOST}/", f"https://{HOST}/"
OTHER = "other.test"


def chain(*urls: str, **changes: object) -> Visit:
    """A visit of these URLs, each a redirect to the next but the last."""
    *redirecting, last = urls
    hops = [
        builders.exchange(url=url, status=302, headers=(("location", there),), body="")
        for url, there in zip(redirecting, urls[1:], strict=True)
    ]
    answer = builders.exchange(url=last)
    return builders.visit(*hops, answer, origin=urls[0], **changes)


def verdict(plain: Visit, https: Visit | None = None) -> Verdict:
    """What is said of these visits over IPv4."""
    facts = builders.http(http=plain, https=https or chain(SECURE), http_ipv6=None, https_ipv6=None)
    return builders.verdict("web.redirects", builders.facts(http=facts))


@pytest.mark.parametrize(
    ("plain", "https", "problems"),
    [
        (chain(PLAIN, SECURE), None, None),
        (chain(PLAIN, SECURE, f"https://www.{OTHER}/"), None, None),
        (chain(PLAIN, f"https://{HOST}:8443/"), None, None),
        (chain(PLAIN), None, None),
        (chain(PLAIN, f"https://{OTHER}/"), None, ["leaves_host"]),
        (chain(PLAIN, f"http://{OTHER}/"), None, ["leaves_host"]),
        (chain(PLAIN, SECURE), chain(SECURE, PLAIN), ["downgrade"]),
        (chain(PLAIN, SECURE, PLAIN), None, ["downgrade"]),
        (chain(PLAIN, SECURE), chain(SECURE, f"http://{OTHER}/"), ["downgrade"]),
        (chain(PLAIN), chain(SECURE, SECURE, end="redirect_loop", next_url=SECURE), ["loop"]),
        (chain(PLAIN), chain(SECURE, end="too_many_redirects", next_url=SECURE), ["too_many"]),
        (chain(PLAIN, SECURE, end="left_scope", next_url=f"http://{OTHER}/"), None, ["downgrade"]),
    ],
)
def test_redirects_go_up_stay_and_end(plain: Visit, https: Visit | None, problems: list[str] | None) -> None:
    """Never from https to HTTP, never from HTTP to another host, never in a circle."""
    found = verdict(plain, https)
    assert (found.outcome, found.evidence.get("problems")) == ("fail" if problems else "pass", problems)


def test_a_chain_whose_end_was_not_seen_is_no_pass() -> None:
    """What was cut off may have gone anywhere."""
    failed = builders.visit(end="failed", failure=NotTested(reason=Reason.TIMEOUT))
    lost = failed.model_copy(update={"exchanges": ()})
    found = verdict(chain(PLAIN, SECURE, end="answered"), lost)
    assert (found.outcome, found.reason) == ("not_tested", "incomplete")
