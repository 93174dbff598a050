"""Verdicts on a name of which DNS tells nonsense: not tested, with the reason, and never a pass."""

from collections.abc import Iterable
from pathlib import Path

import dns.message
import pytest

from checks.model import Outcome, Reason, Verdict
from checks.profile import load
from inventory.clock import now
from scanner.engine import ready_engine
from scanner.lab.servers.dns import TCP_BYTES, reply
from scanner.lab.servers.zones import Zones, zones_of
from scanner.planning.permission import audit_permit
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.probes.context import ProbeSettings
from scanner.probes.dns import resolver
from scanner.probes.dnssec import anchors
from tests.scanner.probes.dns import rogues

FAMILIES = ("dns", "mail", "ipv6")
UNTOLD = {Reason.TIMEOUT, Reason.DNS_FAILURE}
HOST = "tot.brvt.test"


async def _look(
    udp: rogues.Answer,
    only: Iterable[str],
    *,
    tcp: rogues.Answer | None = None,
    delay: float = 0,
    anchor: Path | None = None,
) -> list[Verdict]:
    trusted = anchors.from_file(anchor) if anchor else None
    async with rogues.answering(udp, tcp, delay=delay) as server:
        how = ProbeSettings(resolver=server, trust_anchors=trusted)
        async with ready_engine(how, select_checks(load(), tuple(only)), load()) as engine:
            planned = PlannedEndpoint(host=HOST, permit=audit_permit(authorized=True))
            return list((await engine.look(planned)).verdicts)


@pytest.mark.parametrize(
    ("udp", "tcp", "delay"),
    [
        pytest.param(rogues.circular, None, 0, id="aliases in a circle"),
        pytest.param(rogues.entangled, None, 0, id="a name that points at itself"),
        pytest.param(rogues.spiral, None, 0, id="a name without an end"),
        pytest.param(rogues.ahead, None, 0, id="a name beyond the end"),
        pytest.param(rogues.cut_off, None, 0, id="cut off without a word"),
        pytest.param(rogues.truncated, rogues.truncated, 0, id="truncated over TCP too"),
        pytest.param(rogues.truncated, rogues.cut_off, 0, id="cut off over TCP"),
        pytest.param(rogues.truncated, rogues.silent, 0, id="hung up on over TCP"),
        pytest.param(rogues.forged, None, 0, id="another number"),
        pytest.param(rogues.truncated, rogues.forged, 0, id="another number over TCP"),
        pytest.param(rogues.elsewhere, None, 0, id="another question"),
        pytest.param(rogues.truncated, rogues.elsewhere, 0, id="another question over TCP"),
        pytest.param(rogues.oversized, None, 0, id="a datagram too large"),
        pytest.param(rogues.truncated, rogues.boundless, 0, id="too many records"),
        pytest.param(rogues.address, None, 3.0, id="too late"),
        pytest.param(rogues.truncated, rogues.address, 3.0, id="too late over TCP"),
        pytest.param(rogues.silent, None, 0, id="silent"),
        pytest.param(rogues.chain_of_50, None, 0, id="50 aliases"),
        pytest.param(rogues.truncated, rogues.chain_of_50, 0, id="50 aliases over TCP"),
        pytest.param(rogues.garbage, None, 0, id="garbage"),
    ],
)
async def test_nonsense_tells_nothing(
    udp: rogues.Answer, tcp: rogues.Answer | None, delay: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever way, every check of names says that it could not tell, and why."""
    monkeypatch.setattr(resolver, "QUERY_SECONDS", 0.3)  # all of them are bad; being in time is of no use
    looked_at = await _look(udp, FAMILIES, tcp=tcp, delay=delay)
    found = [one for one in looked_at if one.check != "dns.rpki"]  # no table was imported to judge it by
    assert found
    assert {one.check: (one.outcome, one.reason) for one in found if one.reason not in UNTOLD} == {}
    assert all(one.evidence.get("detail") for one in found)


@pytest.fixture(scope="module")
def zones() -> Zones:
    """A signed zone in good order, with a host at which nobody listens."""
    return zones_of(("127.0.0.1", "127.0.0.2"), {"tot": ("127.0.0.77", "::1")}, now())


# By the type that is answered with nonsense: what is not tested then, and passes otherwise.
NEEDED_BY = {
    "A": ("dns.dnssec", "dns.dangling"),
    "AAAA": ("dns.dnssec", "ipv6.web_address"),
    "MX": ("mail.null_mx", "dns.dangling"),
    "TXT": ("mail.spf", "mail.dmarc"),
    "CAA": ("dns.caa",),
    "SOA": ("dns.dnssec",),
    "DNSKEY": ("dns.dnssec",),
    "NS": ("dns.dangling",),
}


@pytest.mark.parametrize("kind", NEEDED_BY)
@pytest.mark.parametrize("nonsense", [rogues.entangled, rogues.chain_of_50, rogues.truncated])
async def test_one_type_that_is_not_told_passes_nothing(
    kind: str, nonsense: rogues.Answer, zones: Zones, tmp_path: Path
) -> None:
    """All else about the name is told as it should be."""

    def good(query: dns.message.Message) -> bytes | None:
        return reply(zones, query.to_wire(), TCP_BYTES)

    (tmp_path / "root.ds").write_text(zones.anchor)
    found = await _look(rogues.only(kind, nonsense, good), NEEDED_BY[kind], anchor=tmp_path / "root.ds")
    assert {one.check: one.outcome for one in found} == dict.fromkeys(NEEDED_BY[kind], Outcome.NOT_TESTED)
    assert all(one.reason for one in found)


async def test_a_name_in_good_order_passes(zones: Zones, tmp_path: Path) -> None:
    """So that what is not tested above would have passed."""
    (tmp_path / "root.ds").write_text(zones.anchor)
    wanted = {check for checks in NEEDED_BY.values() for check in checks}
    found = await _look(
        lambda query: reply(zones, query.to_wire(), TCP_BYTES), wanted, anchor=tmp_path / "root.ds"
    )
    assert {one.check: one.outcome for one in found} == dict.fromkeys(wanted, Outcome.PASS)
