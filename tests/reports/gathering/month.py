"""A small estate with a history of scans: some that told, and some that could tell nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine

from checks.facts import Target
from checks.model import Outcome, Reason, Severity, Verdict
from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.log import ApprovalLog
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, Inventory, Organization, OrganizationKind, System
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders
from tests.reports import sample

NOW = datetime(2027, 1, 10, 3, tzinfo=UTC)
CODES = ("A", "B", "C")
FAIL, PASS, UNTOLD = Outcome.FAIL, Outcome.PASS, Outcome.NOT_TESTED
# By day: what a run told of IPv6 at each system, and of old TLS at A, which claims to be compliant.
RUNS: dict[date, tuple[tuple[Outcome, Outcome, Outcome], Outcome, Reason]] = {
    date(2026, 9, 15): ((PASS, FAIL, UNTOLD), FAIL, Reason.TIMEOUT),
    date(2026, 9, 29): ((UNTOLD, UNTOLD, UNTOLD), UNTOLD, Reason.NOT_PERMITTED),  # outside its hours
    date(2026, 10, 10): ((PASS, PASS, UNTOLD), FAIL, Reason.DNS_FAILURE),
    date(2026, 10, 20): ((UNTOLD, UNTOLD, UNTOLD), UNTOLD, Reason.UNREACHABLE),  # an outage
}
WRONG_CLOCK = (datetime(2020, 5, 5, tzinfo=UTC), datetime(2030, 5, 5, tzinfo=UTC))


def estate(engine: Engine) -> Engine:
    """Three systems; one was approved in the second quarter, and claims to be compliant."""
    communes = Organization(code="X1", name="Xã 1", kind=OrganizationKind.COMMUNE)
    InventoryStore(engine).apply(
        Inventory(
            organizations=(Organization(code="O", name="Sở"), communes),
            systems=tuple(
                System(
                    code=code,
                    name=f"Hệ thống {code}",
                    owner="O",
                    in_operation_since=date(2020, 1, 1),
                    endpoints=(Endpoint(host=f"{code.lower()}.brvt.test"),),
                )
                for code in CODES
            ),
        )
    )
    events = [
        ApprovalEvent(system="A", kind=kind, on=date(2026, 5, day), number="1", level=2)
        for day, kind in ((1, EventKind.APPROVED), (2, EventKind.PLAN_FULL))
    ]
    ApprovalLog(engine, lambda: NOW).append_new(events)
    return engine


def filled(engine: Engine) -> Engine:
    """The estate with the runs, and two by a clock that was wrong."""
    estate(engine)
    for day, (ipv6, tls, reason) in RUNS.items():
        _scan(engine, datetime(day.year, day.month, day.day, 5, tzinfo=UTC), ipv6, tls, reason)
    for moment in WRONG_CLOCK:
        _scan(engine, moment, (PASS, PASS, PASS), PASS, Reason.TIMEOUT)
    return engine


def _scan(engine: Engine, at: datetime, ipv6: tuple[Outcome, ...], tls: Outcome, reason: Reason) -> None:
    writer = ScanWriter(engine)
    keys = [(f"{code.lower()}.brvt.test", 443, 80) for code in CODES]
    run = writer.start(RunSettings(), "capdo", keys)
    for (host, *_), outcome in zip(keys, ipv6, strict=True):
        target = Target(host=host, observed_at=at)
        told = (_told("ipv6.operational", outcome, reason), _told("tls.protocols", tls, reason))
        seen = sample.observation(host, *told, started_at=at, finished_at=at)
        facts = builders.facts(target=target)
        writer.record(seen.model_copy(update={"run": run, "target": target, "facts": facts}))


def _told(check: str, outcome: Outcome, reason: Reason) -> Verdict:
    changes = {"reason": reason} if outcome is UNTOLD else {"severity": Severity.HIGH}
    return sample.verdict(check, outcome, **changes)


def database(folder: Path) -> str:
    """The URL of such a database."""
    url = f"sqlite:///{folder / 'capdo.db'}"
    filled(open_database(url)).dispose()
    return url
