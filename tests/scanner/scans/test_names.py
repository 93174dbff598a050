"""What is asked of a name alone: whatever its addresses are, and in a full look."""

import asyncio
from pathlib import Path

from checks.facts import Absent, MailFacts, NotTested
from checks.model import Reason
from checks.profile import load
from scanner.engine import ready_engine
from scanner.observation import Observation
from scanner.planning.permission import audit_permit
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.probes.context import ProbeSettings
from tests.scanner.probes.knot import serving
from tests.scanner.probes.mail.conftest import ZONES

Server = tuple[str, int]


def _look(host: str, folder: Path, depth: str = "full") -> Observation:
    """An audit of a host's mail, by a resolver that knows the zones."""
    planned = PlannedEndpoint(host=host, permit=audit_permit(authorized=False))

    async def looking(server: Server) -> Observation:
        how = ProbeSettings(resolver=server, depth=depth)
        async with ready_engine(how, select_checks(load(), ("mail.dmarc", "mail.spf")), load()) as engine:
            return await engine.look(planned)

    with serving(ZONES, folder) as server:
        return asyncio.run(looking(server))


def test_mail_is_looked_at_where_there_is_no_web_site(tmp_path: Path) -> None:
    """A name without any address, and one that is not there, are covered by DMARC or are not."""
    for host in ("null.example.test", "nobody.example.test"):
        seen = _look(host, tmp_path)
        assert seen.facts is not None
        assert isinstance(seen.facts.mail, MailFacts)
        assert {verdict.check: verdict.outcome for verdict in seen.verdicts} == {
            "mail.dmarc": "pass",
            "mail.spf": "warn",  # the policy is quarantine
        }


def test_a_lean_look_leaves_mail_out(tmp_path: Path) -> None:
    """No question more than the host's addresses."""
    seen = _look("null.example.test", tmp_path, depth="lean")
    assert seen.facts is not None
    assert isinstance(seen.facts.mail, NotTested)
    assert (seen.facts.mail.reason, seen.facts.mail.detail) == (
        Reason.NOT_REQUESTED,
        "left out by --depth lean",
    )


def test_an_address_has_no_mail(tmp_path: Path) -> None:
    """Nothing is asked of it, and the checks do not apply."""
    seen = _look("192.0.2.1", tmp_path)
    assert seen.facts is not None
    assert isinstance(seen.facts.mail, Absent)
    assert {verdict.outcome for verdict in seen.verdicts} == {"not_applicable"}
