"""The findings that stand now at the systems in operation, without those that are waived."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from checks.model import FINDINGS, Outcome, Severity, Verdict
from checks.registry import all_checks
from inventory.model import Code
from scanner.differences.change import Stand
from scanner.differences.comparing import SystemsAt
from scanner.differences.standing_at import Place, findings_at, last_day
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.moments import FOREVER, moment_of, ticks_of
from scanner.runs.standing.tables import StandingRow
from scanner.runs.tables import VerdictRow
from scanner.vantages.seen_from import MAIN
from scanner.waivers.matching import Waived

FOUND = [outcome.value for outcome in FINDINGS]


@dataclass(frozen=True, kw_only=True)
class OpenFinding:
    """One finding of one system. ``since``: the first of the looks in a row that found it."""

    system: Code
    key: EndpointKey
    verdict: Verdict
    since: datetime

    @property
    def subject(self) -> str:
        """What makes it this finding, whatever is told of it."""
        return subject_of(self.system, self.key, self.verdict.check)


@dataclass(frozen=True)
class CriticalSince:
    """From when on looks in a row found something critical, and until when they last had before.

    ``confirmed``: the newest of these looks. ``ended``: None: never before.
    """

    began: datetime
    confirmed: datetime
    ended: datetime | None


def subject_of(system: Code, key: EndpointKey, check: str) -> str:
    """A check at an endpoint of a system, in one word."""
    host, https_port, http_port = key
    return f"{system}/{host}:{https_port}:{http_port}/{check}"


def open_findings(stands: Mapping[Place, Stand], at: SystemsAt, waived: Waived) -> Iterator[OpenFinding]:
    """Of the endpoints of some systems; one that systems share is told once for each."""
    for (key, _), stand in stands.items():
        for system in at.get(key, ()):
            if waived.of(system, key, stand.verdict) is None:
                yield OpenFinding(system=system, key=key, verdict=stand.verdict, since=stand.opened)


def critical_findings(connection: Connection, moment: datetime) -> Mapping[Place, Stand]:
    """Every critical finding that stands at a moment."""
    hosts = _hosts_of_critical(connection, moment)
    found = findings_at(connection, moment, hosts) if hosts else {}
    return {place: stand for place, stand in found.items() if stand.verdict.severity is Severity.CRITICAL}


def critical_since(connection: Connection, places: Collection[Place]) -> Mapping[Place, CriticalSince]:
    """How long the main vantage has found something critical; nothing of what no look told, only the day."""
    hosts = sorted({host for (host, *_), _ in places})
    columns = (
        StandingRow.host,
        StandingRow.https_port,
        StandingRow.http_port,
        StandingRow.check_id,
        StandingRow.outcome,
        StandingRow.severity,
        StandingRow.begun,
        StandingRow.confirmed,
        StandingRow.ended,
    )
    periods: dict[Place, list[tuple[bool, int, int | None, int]]] = {place: [] for place in places}
    for start in range(0, len(hosts), AT_ONCE):
        some = select(*columns).where(
            StandingRow.host.in_(hosts[start : start + AT_ONCE]), StandingRow.vantage == MAIN
        )
        for *key, check, outcome, severity, begun, confirmed, ended in connection.execute(some):
            place = ((key[0], key[1], key[2]), check)
            if place in periods:
                critical = outcome in FOUND and severity == Severity.CRITICAL.value
                told = outcome != Outcome.NOT_TESTED.value
                if told:
                    periods[place].append((critical, begun, confirmed, ended))
    return {place: since for place, rows in periods.items() if (since := in_a_row(rows)) is not None}


AT_ONCE = 500  # hosts in one query


def in_a_row(periods: Iterable[tuple[bool, int, int | None, int]]) -> CriticalSince | None:
    """From periods that were told: whether critical, begun, last confirmed, ended; None: not critical now.

    ``confirmed`` is of a look after ``began`` only where a look after the first found it again.
    """
    rows = sorted(periods, key=lambda period: period[1])
    if not rows or not rows[-1][0]:
        return None
    quiet = [place for place, (critical, *_) in enumerate(rows) if not critical]
    first = quiet[-1] + 1 if quiet else 0
    before = [ended for critical, _, _, ended in rows[:first] if critical]
    _, begun, confirmed, _ = rows[-1]
    newest = begun if confirmed is None else max(begun, confirmed)
    return CriticalSince(
        moment_of(rows[first][1]), moment_of(newest), moment_of(max(before)) if before else None
    )


def _hosts_of_critical(connection: Connection, moment: datetime) -> set[str]:
    stands = select(StandingRow.host).where(
        StandingRow.ended == FOREVER, StandingRow.begun < ticks_of(moment), StandingRow.vantage == MAIN
    )
    critical = stands.where(StandingRow.outcome.in_(FOUND), StandingRow.severity == Severity.CRITICAL.value)
    dated = [known.id for known in all_checks().values() if known.dated]
    turned = stands.join(VerdictRow, VerdictRow.id == StandingRow.verdict_id).where(
        StandingRow.check_id.in_(dated), VerdictRow.changes_on <= last_day(moment)
    )
    return {*connection.scalars(critical), *connection.scalars(turned)}
