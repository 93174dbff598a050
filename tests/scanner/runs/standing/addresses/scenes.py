"""Looks at a host with several addresses, each of which is good, mild, bad, untold, dead or not given.

A port scan has addresses and states of its own: those without a web server are scanned too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import Engine

from checks.facts import (
    AddressFacts,
    AddressPorts,
    AddressReach,
    DnsFacts,
    Facts,
    NotTested,
    OpenPort,
    PortFacts,
    PortState,
    ProtocolVersion,
    Target,
    TlsFacts,
)
from checks.judging import judge
from checks.model import Reason, Verdict
from checks.profile import load
from checks.registry import get
from inventory.clock import day_of
from scanner.observation import Observation
from scanner.runs.reader import ScanReader
from scanner.runs.standing.confirmation import Confirmation
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders

State = Literal["good", "mild", "bad", "untold", "dead"]
Scan = Literal["closed", "ssh", "telnet", "cut", "failed"]
HOST = "a.brvt.test"
CHECKS = ("tls.protocols", "tls.ciphers", "cert.expiry", "exposure.remote_admin", "exposure.ports")
START = datetime(2026, 6, 1, 3, tzinfo=UTC)
OPEN = {"ssh": 22, "telnet": 23}
NAMED = get("exposure.remote_admin").ports
NO_SCAN = NotTested(reason=Reason.NOT_REQUESTED)
OLD = {"mild": ProtocolVersion.TLS_1_1, "bad": ProtocolVersion.SSL_3}
LEAVES = {
    "mild": builders.certificate(not_after=START + timedelta(days=25)),
    "bad": builders.certificate(not_after=START - timedelta(days=1)),
}


@dataclass(frozen=True)
class Met:
    """One look, ``day`` days after ``START``, and how each address that DNS gave was met.

    ``scans``: what the port scan met, where there was one. ``permitted``: the ports that it might try.
    """

    day: int
    states: Mapping[str, State]
    scans: Mapping[str, Scan] | None = None
    permitted: str = "1-65535"

    @property
    def at(self) -> datetime:
        """The moment."""
        return START + timedelta(days=self.day)


def facts(met: Met) -> Facts:
    """What such a look brings home."""
    target = Target(host=HOST, observed_at=met.at)
    living = [address for address, state in met.states.items() if state != "dead"]
    if not living:
        nothing = NotTested(reason=Reason.UNREACHABLE, detail="nothing answers")
        return builders.facts(target=target, reach=_reach(met), tls=nothing, http=nothing, ports=_ports(met))
    first, *others = [(address, _tls(address, met.states[address])) for address in living]
    return builders.facts(
        target=target,
        dns=DnsFacts(ipv4=tuple(met.states)),
        reach=_reach(met),
        tls=first[1],
        http=builders.http(https=builders.visit(address=first[0])),
        ports=_ports(met),
        others=tuple(AddressFacts(address=one, tls=tls, http=builders.http()) for one, tls in others),
    )


def _reach(met: Met) -> object:
    return builders.reach(
        addresses=tuple(
            AddressReach(
                address=address,
                family=4,
                ports=(PortState(port=443, state="timeout" if state == "dead" else "open"),),
            )
            for address, state in met.states.items()
        )
    )


def _ports(met: Met) -> PortFacts | NotTested:
    """As the probe puts it: where no address was scanned there is the first one's reason."""
    if not met.scans:
        return NO_SCAN
    entries = tuple(_scanned(address, scan) for address, scan in met.scans.items())
    failures = [entry.failure for entry in entries if entry.failure]
    if len(failures) == len(entries):
        return failures[0]
    return PortFacts(addresses=entries, ports_tried=1_000, asked=met.permitted)


def _scanned(address: str, scan: Scan) -> AddressPorts:
    if scan == "failed":
        return AddressPorts(address=address, failure=NotTested(reason=Reason.TIMEOUT, detail="silent"))
    if scan == "cut":
        return AddressPorts(address=address, left=str(NAMED[0]))
    found = (OpenPort(port=OPEN[scan]),) if scan in OPEN else ()
    return AddressPorts(address=address, open_ports=found)


def _tls(address: str, state: State) -> TlsFacts | NotTested:
    if state == "untold":
        return NotTested(reason=Reason.TIMEOUT, detail=f"{address} fell silent")
    good = builders.tls(address=address)
    if state == "good":
        return good
    old = builders.protocol(OLD[state], "TLS_RSA_WITH_AES_128_CBC_SHA")
    protocols = tuple(old if scan.version is OLD[state] else scan for scan in good.protocols)
    return good.model_copy(update={"protocols": protocols, "chains": (builders.chain(LEAVES[state]),)})


def observation(run: int, met: Met) -> Observation:
    """The look as a run records it."""
    seen = facts(met)
    return Observation(
        run=run,
        target=seen.target,
        facts=seen,
        verdicts=judge(seen, [get(check) for check in CHECKS], load()),
        connections={},
        started_at=met.at,
        finished_at=met.at,
    )


def recorded(engine: Engine, looks: Iterable[Met]) -> list[int]:
    """Record each as a run of its own; the numbers of the runs."""
    writer, runs = ScanWriter(engine), []
    for met in looks:
        runs.append(writer.start(RunSettings(), "capdo", [(HOST, 443, 80)]))
        writer.record(observation(runs[-1], met))
    return runs


def stands(engine: Engine, day: int, check: str = "tls.protocols") -> tuple[Verdict, Confirmation | None]:
    """What a reader is told by the end of a day."""
    (found,) = ScanReader(engine).standing(day_of(START + timedelta(days=day)))
    (verdict,) = [one for one in found.verdicts if one.check == check]
    return verdict, found.confirmations.get(check)
