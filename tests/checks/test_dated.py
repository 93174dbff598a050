"""Checks whose verdict the day decides say so; of the others the moment changes nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from checks.check import Check
from checks.facts import Facts
from checks.judging import judge
from checks.profile import load
from checks.registry import all_checks, dated_checks, get
from tests.checks import builders

EVERY_CHECK = list(all_checks().values())
FAMILIES = Path(__file__).parents[2] / "checks"
# Reads the moment, and is judged at that of the look for good: a cookie's Expires counts from the answer, and
# whoever comes later gets a new one.
AT_THE_LOOK = {"web.cookies", "web.observatory"}
EXPIRED = "Expires=Mon, 01 Dec 2025 00:00:00 GMT"


def servers() -> list[Facts]:
    """In good order; with a certificate near its end; with cookies and without any security."""
    soon = builders.certificate(not_after=builders.NOW + timedelta(days=9))
    headers = (("set-cookie", f"a=b; {EXPIRED}"), ("set-cookie", "c=d; Max-Age=60"))
    bare = builders.http(https=builders.visit(builders.exchange(headers=headers)), security_txt=None)
    return [
        builders.facts(),
        builders.facts(tls=builders.tls(chains=(builders.chain(soon),))),
        builders.facts(http=bare, tls=builders.tls(groups=None)),
    ]


@pytest.mark.parametrize("check", [one for one in EVERY_CHECK if not one.dated], ids=lambda check: check.id)
def test_the_moment_changes_no_verdict_of_an_undated_check(check: Check) -> None:
    """In either direction, by days and by years; not even where its facts say another moment themselves."""
    for facts in servers():
        (now,) = judge(facts, [check], load())
        for days in (-400, -1, 1, 30, 400, 4000):
            at = builders.NOW + timedelta(days=days)
            assert judge(facts, [check], load(), at) == (now,)
            if check.id not in AT_THE_LOOK:
                target = facts.target.model_copy(update={"observed_at": at})
                assert judge(facts.model_copy(update={"target": target}), [check], load()) == (now,)


def test_whoever_reads_the_moment_is_dated_or_has_a_reason() -> None:
    """By the code: ``observed_at`` is the only clock that there is."""
    readers = {
        f"{file.parent.name}.{file.stem}"
        for file in FAMILIES.rglob("*.py")
        if "observed_at" in file.read_text() and file.parent.name not in ("facts", "checks", "earlier")
    }
    grades = {"observatory._responses"}  # read for web.observatory
    # How long ago the look before this one was, which stays so.
    content = {"_judging.newness", "_judging.remembering"}
    dated = {check.id for check in EVERY_CHECK if check.dated}
    assert readers == dated | (AT_THE_LOOK - {"web.observatory"}) | grades | content


def test_the_list_of_the_dated_is_theirs() -> None:
    """Readers of stored verdicts know them without importing a check."""
    assert {check.id for check in EVERY_CHECK if check.dated} == dated_checks()


@pytest.mark.parametrize(("days", "outcome"), [(0, "pass"), (29, "pass"), (31, "warn"), (61, "fail")])
def test_a_dated_check_judges_at_the_moment_asked_for(days: int, outcome: str) -> None:
    """A certificate of 60 days, warned of in its last 30."""
    at = builders.NOW + timedelta(days=days)
    (found,) = judge(builders.facts(), [get("cert.expiry")], load(), at)
    assert found.outcome == outcome
