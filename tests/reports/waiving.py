"""Waivers of the sample's findings."""

from datetime import date
from typing import Any

from checks.model import Verdict
from scanner.observation import Observation
from scanner.waivers.fingerprint import fingerprint
from scanner.waivers.model import Accepted, Waiver
from tests.reports import sample

GIVEN, UNTIL = date(2026, 5, 20), date(2026, 12, 31)
OLD_TLS = "tls.protocols"


def waiver(number: int, system: str, seen: Observation, check: str = OLD_TLS, **changes: Any) -> Waiver:
    """A system's waiver of a check's finding, as it was seen."""
    host, https_port, http_port = seen.key
    found = finding(seen, check)
    accepted = Accepted(
        host=host,
        https_port=https_port,
        http_port=http_port,
        severity=found.severity,
        fingerprint=fingerprint(found),
    )
    fields: dict[str, Any] = {
        "number": number,
        "system": system,
        "check": check,
        "given_on": GIVEN,
        "until": UNTIL,
        "reason": "Thay thiết bị trong quý IV",
        "approver": "Trần Thị B",
        "actor": "can-bo",
        "accepted": (accepted,),
        "recorded_at": sample.NOW,
    }
    return Waiver(**{**fields, **changes})


def finding(seen: Observation, check: str) -> Verdict:
    """What a check said."""
    return next(verdict for verdict in seen.verdicts if verdict.check == check)


def seen(host: str) -> Observation:
    """The sample's look at a host."""
    return next(one for one in sample.observations() if one.target.host == host)


def shared(*numbers: int) -> tuple[Waiver, ...]:
    """Waivers of old TLS at the shared host, for the systems of these numbers."""
    at = seen(sample.SHARED)
    return tuple(waiver(number, f"HT-{number:03}", at) for number in numbers)
