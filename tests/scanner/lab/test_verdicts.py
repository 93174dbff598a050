"""The whole scanner against the lab: every host's known defects are found, none more and none missing."""

import asyncio

import pytest

from checks.facts import FilesFacts
from checks.judging import NOT_TO_BE_SEEN
from checks.model import Outcome
from checks.profile import load
from checks.registry import all_checks
from scanner.engine import ready_engine
from scanner.lab.fitting import ports_to_try
from scanner.lab.model import Lab
from scanner.observation import Observation
from scanner.planning.permission import Permit
from scanner.planning.plan import PlannedEndpoint
from scanner.probes.context import ProbeSettings
from scanner.probes.dnssec import anchors
from tests.scanner.lab.ground_truth import GROUND_TRUTH

SILENT = "khong-phan-hoi.brvt.test"  # is begun with, since it takes longest: nothing is done but wait
MOST_REQUESTS = 160  # of a whole audit of one host
QUIET = {Outcome.PASS, Outcome.INFO, Outcome.NOT_APPLICABLE}


async def scan(lab: Lab) -> dict[str, Observation]:
    """Every host of the lab, with permission for everything but what this machine itself may serve."""
    settings = ProbeSettings(
        resolver=lab.resolver,
        ca_file=lab.ca_file,
        trust_anchors=anchors.from_file(lab.trust_anchor),
        fetch_revocation=True,
        tls_deadline=240.0,  # the lab shares a machine, maybe a slow one, with what looks at it
    )
    permit = Permit(families=None, port_scan=True, files=True, ports=ports_to_try(lab))
    planned = [
        PlannedEndpoint(
            host=address.host,
            https_port=address.https_port,
            http_port=address.http_port,
            is_portal=True,
            permit=permit,
        )
        for address in sorted(lab.hosts.values(), key=lambda one: one.host != SILENT)
    ]
    seen: list[Observation] = []
    async with ready_engine(settings, tuple(all_checks().values()), load()) as engine:
        await engine.scan(planned, seen.append)
    return {observation.target.host: observation for observation in seen}


@pytest.fixture(scope="module")
def observations(lab: Lab) -> dict[str, Observation]:
    """One scan that all hosts are judged by."""
    return asyncio.run(scan(lab))


@pytest.mark.parametrize("host", sorted(GROUND_TRUTH))
def test_verdicts_match_the_known_defects(host: str, observations: dict[str, Observation]) -> None:
    """Every defect of the host is found, and nothing is found or untested that the table does not say.

    A port that this machine itself serves is not permitted, and what needs it not tested; the files of
    another site over IPv6 were not asked for, and no catalogue was imported.
    """
    found = {
        verdict.check: verdict.outcome
        for verdict in observations[host].verdicts
        if verdict.outcome not in QUIET and verdict.reason not in NOT_TO_BE_SEEN
    }
    assert found == GROUND_TRUTH[host]


def test_every_endpoint_stays_within_its_budget(observations: dict[str, Observation]) -> None:
    """Each kind of connection that was made is counted."""
    counted = {kind for observation in observations.values() for kind in observation.connections}
    assert counted == {"dns", "reach", "tls", "http", "ports", "files"}
    everything = [one.facts.files for one in observations.values() if one.facts is not None]
    asked = [files.requests for files in everything if isinstance(files, FilesFacts)]
    assert 30 <= max(asked) <= 40
