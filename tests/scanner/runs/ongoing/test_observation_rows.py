"""What is sealed and carried on from memory is what the rows say that were just written."""

from datetime import timedelta, timezone

import pytest
from sqlalchemy import Engine, select

from checks.facts import Target
from checks.judging import UNSEEN_KEY, judge
from checks.profile import DEFAULT, load
from checks.registry import get
from inventory.database.chains.digests import digests
from inventory.database.chains.tables import ChainLinkRow
from inventory.database.transactions import reading, writing
from inventory.settings.vantage import INTERNET
from scanner.observation import Observation
from scanner.runs.ongoing.observation_rows import insert_observations
from scanner.runs.sealing import OBSERVATIONS
from scanner.runs.standing.looks import of_endpoint
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from scanner.vantages.seen_from import SeenFrom
from tests.checks import builders

pytestmark = pytest.mark.both_databases

HANOI = timezone(timedelta(hours=7))
CHECKS = ("tls.protocols", "cert.expiry", "web.hsts", "dns.rpki")  # one dated, one that could not be told


def seen(engine: Engine) -> list[Observation]:
    """Two endpoints of one run: one with evidence of every kind of character, one without a verdict."""
    facts = builders.facts()
    told = list(judge(facts, [get(check) for check in CHECKS], load()))
    evidence = {UNSEEN_KEY: ["tls.suites: blocked: cắt"], "text": "“\x7f\u2028\U0001f512\\\"'", "count": 1.5}
    told[0] = told[0].model_copy(update={"evidence": evidence})
    keys = [("a.test", 443, 80), ("b.test", 8443, 8080)]
    run = ScanWriter(engine).start(RunSettings(), "capdo", keys)
    return [
        Observation(
            run=run,
            target=Target(host=host, https_port=https, http_port=http, observed_at=builders.NOW),
            facts=facts,
            verdicts=verdicts,
            connections={"tls": 3},
            started_at=builders.NOW.astimezone(HANOI),
            finished_at=builders.NOW.astimezone(HANOI) + timedelta(microseconds=7),
        )
        for (host, https, http), verdicts in zip(keys, (tuple(told), ()), strict=True)
    ]


def test_the_chain_covers_what_the_rows_say(database: Engine) -> None:
    """Each digest is the one that verifying makes of the rows."""
    observations = seen(database)
    with writing(database) as connection:
        insert_observations(connection, observations, DEFAULT)
    links = select(ChainLinkRow.subject, ChainLinkRow.content).order_by(ChainLinkRow.position)
    with reading(database) as connection:
        stored = list(digests(connection, OBSERVATIONS))
        sealed = [(subject, content) for subject, content in connection.execute(links)]
    assert sealed == stored
    assert len(stored) == len(observations)


def test_the_looks_are_those_that_the_rows_tell(database: Engine) -> None:
    """Of each check, with the number of its row; none of an endpoint that nothing was judged of."""
    observations = seen(database)
    with writing(database) as connection:
        looks = insert_observations(connection, observations, DEFAULT)
        stored = [of_endpoint(connection, SeenFrom(one.key, INTERNET)) for one in observations]
    assert [{check: [look] for check, look in one.items()} for one in looks] == stored
    assert [len(one) for one in looks] == [len(CHECKS), 0]
