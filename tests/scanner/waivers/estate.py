"""A database with one system of two endpoints that were scanned, for tests of waivers."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from checks.facts import Target
from checks.model import Outcome, Severity, Text, Verdict
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, Inventory, Organization, System
from scanner.observation import Observation
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from scanner.waivers.fingerprint import fingerprint
from scanner.waivers.model import Accepted, Waiver, WaiverRequest
from tests.checks import builders

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)  # 10:00 in Viet Nam
TODAY = date(2026, 6, 1)
A, B = "a.brvt.test", "b.brvt.test"
KEY_A, KEY_B = (A, 443, 80), (B, 8443, 80)
CHECK = "tls.protocols"
OLD_TLS = {"accepted": "TLS 1.0, TLS 1.2"}


def clock() -> datetime:
    """The moment of these tests."""
    return NOW


def verdict(outcome: Outcome = Outcome.FAIL, **changes: Any) -> Verdict:
    """A host that still accepts TLS 1.0."""
    fields: dict[str, Any] = {
        "check": CHECK,
        "outcome": outcome,
        "severity": Severity.HIGH,
        "summary": Text(vi="Máy chủ còn chấp nhận TLS 1.0.", en="The server still accepts TLS 1.0."),
        "evidence": OLD_TLS,
    }
    return Verdict(**{**fields, **changes})


def observation(
    *verdicts: Verdict, host: str = A, https_port: int = 443, at: datetime = NOW, run: int | None = None
) -> Observation:
    """One look at an endpoint."""
    target = Target(host=host, https_port=https_port, observed_at=at)
    return Observation(
        run=run,
        target=target,
        facts=builders.facts(target=target),
        verdicts=verdicts,
        connections={},
        started_at=at,
        finished_at=at,
    )


def inventory() -> Inventory:
    """Two systems; HT has two endpoints, one of which it shares with KHAC."""
    owner = Organization(code="STTTT", name="Sở Thông tin và Truyền thông")
    both = (Endpoint(host=A), Endpoint(host=B, https_port=8443))
    return Inventory(
        organizations=(owner,),
        systems=(
            System(code="HT", name="Hệ thống", owner="STTTT", endpoints=both),
            System(code="KHAC", name="Hệ thống khác", owner="STTTT", endpoints=both[:1]),
            System(code="TRONG", name="Không có điểm truy cập", owner="STTTT"),
            System(code="MOI", name="Chưa quét", owner="STTTT", endpoints=(Endpoint(host="moi.brvt.test"),)),
        ),
    )


def scanned(engine: Engine, *seen: Observation) -> None:
    """Record one more run with these observations."""
    writer = ScanWriter(engine)
    run = writer.start(RunSettings(), "capdo", [one.key for one in seen])
    for one in seen:
        writer.record(one.model_copy(update={"run": run}))


def filled(engine: Engine, at: datetime = NOW) -> Engine:
    """The database with the inventory, and a scan that found old TLS at both of HT's endpoints."""
    InventoryStore(engine).apply(inventory())
    scanned(engine, observation(verdict(), at=at), observation(verdict(), host=B, https_port=8443, at=at))
    return engine


def request(**changes: Any) -> WaiverRequest:
    """A waiver of old TLS at HT for thirty days."""
    fields: dict[str, Any] = {
        "system": "HT",
        "check": CHECK,
        "until": TODAY + timedelta(days=30),
        "reason": "Thiết bị cũ, thay trong quý III",
        "approver": "Nguyễn Văn A",
        "actor": "can-bo",
    }
    return WaiverRequest(**{**fields, **changes})


def waiver(*accepted: Verdict, number: int = 1, **changes: Any) -> Waiver:
    """A waiver of verdicts at HT's first endpoint."""
    fields: dict[str, Any] = {
        "number": number,
        "system": "HT",
        "check": CHECK,
        "given_on": TODAY,
        "until": TODAY + timedelta(days=30),
        "reason": "Thiết bị cũ",
        "approver": "Nguyễn Văn A",
        "actor": "can-bo",
        "accepted": tuple(accepted_at(KEY_A, one) for one in accepted),
        "recorded_at": NOW,
    }
    return Waiver(**{**fields, **changes})


def accepted_at(key: tuple[str, int, int], found: Verdict) -> Accepted:
    """A finding as it is accepted at an endpoint."""
    host, https_port, http_port = key
    return Accepted(
        host=host,
        https_port=https_port,
        http_port=http_port,
        severity=found.severity,
        fingerprint=fingerprint(found),
    )
