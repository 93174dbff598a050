"""http.comparing: what makes another address the same site, and what does not."""

import pytest

from checks.facts import Exchange
from scanner.probes.http import comparing
from tests.checks import builders

SAME = builders.exchange(body="<title>Cổng</title>" + "x" * 1000)


def changed(**headers: str) -> Exchange:
    """The same answer with other headers; "_" stands for "-"."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    kept = [pair for pair in SAME.headers if pair[0] not in names]
    return SAME.model_copy(update={"headers": (*kept, *names.items())})


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (SAME, SAME, True),
        (changed(date="Mon"), changed(date="Tue", etag="1"), True),
        (changed(set_cookie="a=1; Secure"), changed(set_cookie="a=2; secure"), True),
        (changed(set_cookie="a=1; Secure"), changed(set_cookie="a=2"), False),
        (changed(set_cookie="a=1; Expires=Mon"), changed(set_cookie="a=1; expires=Tue"), True),
        (changed(set_cookie="a=1"), changed(set_cookie="b=1"), False),
        (
            changed(content_security_policy="script-src 'nonce-abc'"),
            changed(content_security_policy="script-src 'nonce-def'"),
            True,
        ),
        (
            changed(content_security_policy="script-src 'nonce-abc'"),
            changed(content_security_policy="script-src *"),
            False,
        ),
        (SAME, changed(server="Apache/2.4.29"), False),
        (SAME, SAME.model_copy(update={"headers": ()}), False),
        (SAME, SAME.model_copy(update={"status": 403}), False),
        (SAME, SAME.model_copy(update={"body": "<title>Welcome to nginx!</title>" + "x" * 1000}), False),
        (SAME, SAME.model_copy(update={"body": "<title>Cổng</title>"}), False),
        (SAME, SAME.model_copy(update={"body": SAME.body + "y" * 50}), True),
    ],
)
def test_what_is_judged_must_be_the_same(one: Exchange, other: Exchange, *, alike: bool) -> None:
    """Headers, cookies, status and page; not what any server makes anew for each answer."""
    assert comparing.alike(builders.visit(one), builders.visit(other)) is alike


@pytest.mark.parametrize(
    ("known", "asked", "alike"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_closed_port_is_like_a_closed_port(*, known: bool, asked: bool, alike: bool) -> None:
    """And like nothing else: two failures of other kinds are no likeness."""
    closed, failed = (builders.visit(end="failed", refused=refused) for refused in (True, False))
    empty = {"exchanges": ()}
    one, other = ((closed if is_closed else failed).model_copy(update=empty) for is_closed in (known, asked))
    assert comparing.alike(one, other) is alike
