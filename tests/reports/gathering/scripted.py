"""A month in which most looks could not look: what each day's run told, and what must stand after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from checks.facts import Target
from checks.judging import UNSEEN_KEY
from checks.model import Outcome, Reason, Severity, Verdict
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders
from tests.reports import sample

TLS, HSTS, IPV6 = "tls.protocols", "web.hsts", "ipv6.operational"
A, B, C = "a.brvt.test", "b.brvt.test", "c.brvt.test"  # A claims to have its plan fully implemented
FAIL, PASS = Outcome.FAIL, Outcome.PASS
Told = Outcome | Reason  # a reason: it could not be told
Findings = frozenset[tuple[str, str]]
PARTLY = {UNSEEN_KEY: ["endpoint.addresses: timeout: 192.0.2.1"]}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One run. ``looks``: what it told, by host and check; a host that is left out it did not come to.

    ``findings``, ``claims_stand``, ``ipv6``: what every output tells afterwards, of that day, for ever.
    """

    what: str
    day: date
    looks: Mapping[str, Mapping[str, Told]]
    clock: datetime | None = None  # of the scanner's machine, where it is wrong
    evidence: Mapping[str, object] = field(default_factory=dict)
    findings: Findings
    claims_stand: bool = False
    ipv6: tuple[int, int]

    @property
    def unconfirmed(self) -> Findings:
        """What stands although the run was to look at it, and did not see it."""
        seen = {(host, check) for host, told in self.looks.items() for check in told}
        confirmed = {(host, check) for host, check in seen if self.looks[host][check] is FAIL}
        hosts = {host for host, _ in self.findings} - self.looks.keys()
        return (self.findings & seen) - confirmed | {one for one in self.findings if one[0] in hosts}


def _all(told: Told, *hosts: str) -> dict[str, dict[str, Told]]:
    return {host: dict.fromkeys((TLS, HSTS, IPV6), told) for host in hosts or (A, B, C)}


FIRST = {
    A: {TLS: FAIL, HSTS: FAIL, IPV6: PASS},
    B: {TLS: PASS, HSTS: FAIL, IPV6: PASS},
    C: {TLS: PASS, HSTS: PASS, IPV6: FAIL},
}
FOUR = frozenset({(A, TLS), (A, HSTS), (B, HSTS), (C, IPV6)})
THREE, TWO = FOUR - {(C, IPV6)}, frozenset({(A, TLS), (A, HSTS)})


def _of(day: int) -> date:
    return date(2026, 11, day)


MONTH = (
    Act(what="a look", day=_of(1), looks=FIRST, findings=FOUR, ipv6=(2, 3)),
    Act(what="outside hours, paused", day=_of(3), looks={}, findings=FOUR, ipv6=(2, 3)),
    Act(what="lapsed", day=_of(4), looks=_all(Reason.NOT_PERMITTED), findings=FOUR, ipv6=(2, 3)),
    Act(
        what="an outage of one",
        day=_of(6),
        looks={**FIRST, **_all(Reason.UNREACHABLE, A)},
        findings=FOUR,
        ipv6=(2, 3),
    ),
    Act(what="a dead resolver", day=_of(8), looks=_all(Reason.DNS_FAILURE), findings=FOUR, ipv6=(2, 3)),
    Act(
        what="a clock years ahead",
        day=_of(9),
        clock=datetime(2030, 5, 5, tzinfo=UTC),
        looks=_all(PASS),
        findings=FOUR,
        ipv6=(2, 3),
    ),
    Act(
        what="a clock years behind",
        day=_of(10),
        clock=datetime(2020, 5, 5, tzinfo=UTC),
        looks=_all(PASS),
        findings=FOUR,
        ipv6=(2, 3),
    ),
    Act(what="one check alone", day=_of(12), looks={C: {IPV6: PASS}}, findings=THREE, ipv6=(3, 3)),
    Act(
        what="good, but seen in part",
        day=_of(14),
        looks={A: {TLS: PASS, HSTS: PASS}},
        evidence=PARTLY,
        findings=THREE,
        ipv6=(3, 3),
    ),
    Act(what="killed on its way", day=_of(16), looks={B: {HSTS: PASS}}, findings=TWO, ipv6=(3, 3)),
    Act(
        what="mended",
        day=_of(18),
        looks={A: {TLS: PASS, HSTS: PASS}},
        findings=frozenset(),
        claims_stand=True,
        ipv6=(3, 3),
    ),
    Act(
        what="unreachable since",
        day=_of(19),
        looks=_all(Reason.BLOCKED),
        findings=frozenset(),
        claims_stand=True,
        ipv6=(3, 3),
    ),
    Act(what="broken again", day=_of(22), looks={A: {TLS: FAIL, HSTS: FAIL}}, findings=TWO, ipv6=(3, 3)),
    Act(what="lapsed again", day=_of(28), looks=_all(Reason.NOT_PERMITTED), findings=TWO, ipv6=(3, 3)),
)


def carried_out(engine: Engine, act: Act) -> int:
    """Record the run as a scanner does; its number."""
    at = act.clock or datetime(act.day.year, act.day.month, act.day.day, 5, tzinfo=UTC)
    writer = ScanWriter(engine, lambda: at)
    run = writer.start(RunSettings(), "capdo", [(host, 443, 80) for host in (A, B, C)])
    for host, told in act.looks.items():
        target = Target(host=host, observed_at=at)
        verdicts = [_verdict(check, outcome, act.evidence) for check, outcome in told.items()]
        seen = sample.observation(host, *verdicts, started_at=at, finished_at=at)
        facts = builders.facts(target=target)
        writer.record(seen.model_copy(update={"run": run, "target": target, "facts": facts}))
    if len(act.looks) == len(FIRST):
        writer.finish(run)
    return run


def _verdict(check: str, told: Told, evidence: Mapping[str, object]) -> Verdict:
    if isinstance(told, Reason):
        return sample.verdict(check, Outcome.NOT_TESTED, reason=told)
    return sample.verdict(check, told, severity=Severity.HIGH, evidence=dict(evidence))
