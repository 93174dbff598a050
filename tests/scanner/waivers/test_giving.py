"""Which waivers may be given."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine

from checks.errors import ChecksError
from checks.model import Outcome, Reason
from scanner.errors import ScannerError
from scanner.waivers.giving import LONGEST, give
from scanner.waivers.log import WaiverLog
from scanner.waivers.model import RevocationRequest
from tests.scanner.waivers.estate import (
    CHECK,
    KEY_A,
    KEY_B,
    NOW,
    TODAY,
    B,
    accepted_at,
    clock,
    filled,
    observation,
    request,
    scanned,
    verdict,
)

pytestmark = pytest.mark.both_databases

TOO_LONG = TODAY + LONGEST + timedelta(days=1)


def test_all_findings_of_the_system_are_accepted_as_they_are(database: Engine) -> None:
    """At both endpoints, with the evidence of the newest scan."""
    given = give(filled(database), request(), clock=clock)
    assert given.accepted == (accepted_at(KEY_A, verdict()), accepted_at(KEY_B, verdict()))


@pytest.mark.parametrize("until", [TODAY, TODAY + LONGEST])
def test_from_today_to_a_year_ahead(database: Engine, until: object) -> None:
    """Both ends are allowed."""
    assert give(filled(database), request(until=until), clock=clock).until == until


def test_one_endpoint_alone(database: Engine) -> None:
    """The other stays open, and may be waived later by itself."""
    engine = filled(database)
    assert [one.key for one in give(engine, request(), f"{B}:8443", clock).accepted] == [KEY_B]
    assert [one.key for one in give(engine, request(), clock=clock).accepted] == [KEY_A]


@pytest.mark.parametrize(
    ("changes", "endpoint", "told"),
    [
        ({"system": "HTT"}, None, r"no system 'HTT' in the inventory; did you mean 'HT'"),
        ({"system": "khong-co"}, None, r"no system .* see `capdo inventory list`"),
        ({"system": "MOI"}, None, "system MOI was never scanned: `capdo scan run` first"),
        ({"system": "TRONG"}, None, "nothing to waive.*it has no endpoint"),
        (
            {"until": TODAY - timedelta(days=1)},
            None,
            r"--until 2026-05-31 is in the past .today is 2026-06-01",
        ),
        ({"until": TOO_LONG}, None, "366 days at most, here until 2027-06-02"),
        ({"check": "tls.ciphers"}, None, r"no finding of tls.ciphers at system HT .*not looked at"),
        ({}, "c.brvt.test", "not one of system HT; it has a.brvt.test:443, b.brvt.test:8443"),
        ({}, B, "not one of system HT"),
        ({}, "a b", "not a host name"),
    ],
)
def test_what_may_not_be_waived_is_refused_in_one_line(
    database: Engine, changes: dict[str, Any], endpoint: str | None, told: str
) -> None:
    """Says what, where and what to do; nothing is recorded."""
    engine = filled(database)
    with pytest.raises(ScannerError, match=told) as refused:
        give(engine, request(**changes), endpoint, clock)
    assert str(refused.value).isprintable()
    assert WaiverLog(engine).waivers() == ()


def test_an_unknown_check_is_refused(database: Engine) -> None:
    """By its id, with where to find the ids."""
    with pytest.raises(ChecksError, match=r"unknown check 'tls\.nope': `capdo checks list`"):
        give(filled(database), request(check="tls.nope"), clock=clock)


def test_a_finding_that_could_not_be_confirmed_can_be_waived(database: Engine) -> None:
    """It stands, whatever a later look could not tell."""
    engine = filled(database)
    silent = verdict(Outcome.NOT_TESTED, reason=Reason.TIMEOUT)
    scanned(engine, observation(silent, at=NOW + timedelta(hours=1)))
    assert len(give(engine, request(), clock=clock).accepted) == 2


@pytest.mark.parametrize("outcome", [Outcome.PASS, Outcome.INFO, Outcome.NOT_APPLICABLE])
def test_only_findings_can_be_waived(database: Engine, outcome: Outcome) -> None:
    """The newest scan decides, and its outcome is said."""
    engine = filled(database)
    now = verdict(outcome)
    later = NOW + timedelta(hours=1)
    scanned(engine, observation(now, at=later), observation(now, host=B, https_port=8443, at=later))
    with pytest.raises(ScannerError, match=f"a.brvt.test:443: {outcome}; b.brvt.test:8443: {outcome}"):
        give(engine, request(), clock=clock)


def test_what_is_waived_is_not_waived_twice(database: Engine) -> None:
    """The message names the waiver to revoke; after that it can be given anew."""
    engine = filled(database)
    give(engine, request(), clock=clock)
    with pytest.raises(ScannerError, match=r"waived already, until 2026-07-01.*waiver revoke 1"):
        give(engine, request(until=TODAY + timedelta(days=90)), clock=clock)
    WaiverLog(engine, clock).revoke(RevocationRequest(number=1, reason="gia hạn"))
    assert give(engine, request(until=TODAY + timedelta(days=90)), clock=clock).number == 3


def test_of_two_at_the_same_moment_one_is_refused(database: Engine) -> None:
    """Whether a finding is waived is asked within the transaction that waives it: eight ask, one is given."""
    engine, start = filled(database), Barrier(8)

    def ask(_number: int) -> str:
        start.wait(timeout=60)
        try:
            return str(give(engine, request(), clock=clock).number)
        except ScannerError as error:
            return str(error)[:22]

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(ask, range(8))) == ["1", *["this is waived already"] * 7]
    assert [one.number for one in WaiverLog(engine, clock).waivers()] == [1]


def test_new_evidence_needs_a_new_waiver(database: Engine) -> None:
    """At the endpoint where it changed, and only there."""
    engine = filled(database)
    give(engine, request(), clock=clock)
    worse = verdict(evidence={"accepted": "TLS 1.0, TLS 1.1"})
    scanned(engine, observation(worse, at=NOW + timedelta(hours=1)))
    again = give(engine, request(), clock=clock)
    assert again.accepted == (accepted_at(KEY_A, worse),)
    assert again.check == CHECK
