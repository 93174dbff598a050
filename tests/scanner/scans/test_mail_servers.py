"""Whose mail servers a look meets: those of the host's name, and only where mail is permitted."""

import asyncio
from pathlib import Path

import pytest

from checks.facts import MailServerFacts, NotTested
from checks.model import Reason
from checks.profile import load
from scanner.engine import ready_engine
from scanner.observation import Observation
from scanner.planning.permission import Permit, audit_permit
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.probes.context import ProbeSettings
from scanner.probes.mail_servers import meeting
from tests.scanner.probes.knot import serving
from tests.scanner.probes.listening import closed_port
from tests.scanner.probes.mail.conftest import HEAD

CHECKS = ("mail.starttls", "mail.dane", "ipv6.mx_address", "ipv6.mx_reachable")
ZONES = {"test": HEAD, "example.test": HEAD + "@ MX 10 mail\nmail A 127.0.0.1\nwww A 127.0.0.1\n"}
ALL, IPV6_ALONE = audit_permit(authorized=False), Permit(families=frozenset({"ipv6"}), port_scan=False)


def _look(
    folder: Path, monkeypatch: pytest.MonkeyPatch, permit: Permit = ALL, depth: str = "full"
) -> Observation:
    """A look at the domain of a mail server that refuses every connection."""
    planned = PlannedEndpoint(host="example.test", permit=permit)

    async def looking(server: tuple[str, int]) -> Observation:
        how = ProbeSettings(resolver=server, depth=depth)
        async with ready_engine(how, select_checks(load(), CHECKS), load()) as engine:
            return await engine.look(planned)

    with serving(ZONES, folder) as server, closed_port() as port:
        monkeypatch.setattr(meeting, "PORT", port)
        return asyncio.run(looking(server))


def test_the_domain_without_a_web_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no address of its own; its mail server is met all the same, once for every check."""
    seen = _look(tmp_path, monkeypatch)
    assert seen.facts is not None
    assert isinstance(seen.facts.mail_servers, MailServerFacts)
    assert {verdict.check: verdict.outcome for verdict in seen.verdicts} == {
        "mail.starttls": "not_tested",  # it refuses every connection
        "mail.dane": "not_tested",  # no trust anchor covers the name test
        "ipv6.mx_address": "fail",
        "ipv6.mx_reachable": "not_applicable",
    }
    assert ({*seen.connections}, seen.connections["reach"]) == ({"dns", "reach"}, 1)


def test_a_permission_without_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS is asked for the IPv6 addresses, and nobody is met."""
    seen = _look(tmp_path, monkeypatch, IPV6_ALONE)
    outcomes = {verdict.check: (verdict.outcome, verdict.reason) for verdict in seen.verdicts}
    assert outcomes["ipv6.mx_address"] == ("fail", None)
    assert outcomes["mail.starttls"] == ("not_tested", Reason.NOT_PERMITTED)
    assert {*seen.connections} == {"dns"}


def test_a_lean_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No question more than the host's addresses."""
    seen = _look(tmp_path, monkeypatch, depth="lean")
    assert seen.facts is not None
    assert isinstance(seen.facts.mail_servers, NotTested)
    assert seen.facts.mail_servers.reason is Reason.NOT_REQUESTED
