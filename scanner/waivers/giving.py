"""Which waivers may be given: of a finding that stands, for a reason, for a limited time."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import Engine

from checks.model import Verdict
from checks.registry import get
from inventory.clock import Clock, now, today
from inventory.database.store import InventoryStore
from inventory.model import Inventory, System
from inventory.safe_text import visible
from inventory.wording.phrases import Joined, Phrase
from inventory.words import suggestion
from scanner.errors import ScannerError
from scanner.planning.plan import EndpointKey
from scanner.planning.typed_targets import parse_target
from scanner.runs.reader import ScanReader
from scanner.waivers.fingerprint import fingerprint
from scanner.waivers.log import WaiverLog
from scanner.waivers.matching import Waived, in_date
from scanner.waivers.model import Accepted, Waiver, WaiverRequest

# A year, as long as Decree 85/2016 lets pass between two assessments of a system of level 3 or 4: whatever is
# accepted is looked at anew at least that often. The figure is capdo's own choice.
LONGEST = timedelta(days=366)
SHOWN = 3  # endpoints in an error message

Verdicts = Mapping[EndpointKey, Verdict | None]  # a check's newest verdict at a system's endpoints


def give(engine: Engine, request: WaiverRequest, endpoint: str | None = None, clock: Clock = now) -> Waiver:
    """Waive a check's open findings of a system, as the newest scan tells them.

    Args:
        engine: the database.
        request: what is asked for.
        endpoint: ``host[:port]`` of the one endpoint it is for; None: all of the system's.
        clock: what time it is.

    Raises:
        ScannerError: the request may not be granted; says why.
        ChecksError: there is no such check.
        InventoryError: the database cannot be read or written.

    """
    day = today(clock)
    system = _system(InventoryStore(engine).load(), request.system)
    check = get(request.check)
    _refuse_dates(request.until, day)
    verdicts = _verdicts(engine, system, _keys(system, endpoint), check.id, day)
    findings = _findings(verdicts, system, check.id)
    return WaiverLog(engine, clock).give(
        request, lambda waivers: _open(findings, system, in_date(waivers, day))
    )


def _system(inventory: Inventory, code: str) -> System:
    for system in inventory.systems:
        if system.code == code:
            return system
    hint = suggestion(code, (system.code for system in inventory.systems)) or Phrase(
        "; see `capdo inventory list`"
    )
    raise ScannerError("there is no system {code!r} in the inventory{hint}", code=visible(code), hint=hint)


def _refuse_dates(until: date, day: date) -> None:
    if until < day:
        raise ScannerError("--until {until} is in the past (today is {day})", until=until, day=day)
    if until > day + LONGEST:
        last = day + LONGEST
        raise ScannerError(
            "--until {until}: a waiver lasts {days} days at most, here until {last}",
            until=until,
            days=LONGEST.days,
            last=last,
        )


def _keys(system: System, endpoint: str | None) -> list[EndpointKey]:
    keys = sorted({system_endpoint.key for system_endpoint in system.endpoints})
    if endpoint is None:
        return keys
    target = parse_target(endpoint)
    chosen = [key for key in keys if key[:2] == target.key[:2]]
    if not chosen:
        has = _named(keys) or Phrase("none")
        raise ScannerError(
            "--endpoint {endpoint!r} is not one of system {code}; it has {has}",
            endpoint=endpoint,
            code=system.code,
            has=has,
        )
    return chosen


def _verdicts(engine: Engine, system: System, keys: list[EndpointKey], check: str, day: date) -> Verdicts:
    latest = {observation.key: observation for observation in ScanReader(engine).standing(day)}
    unseen = [key for key in keys if key not in latest]
    if keys and len(unseen) == len(keys):
        raise ScannerError("system {code} was never scanned: `capdo scan run` first", code=system.code)
    return {
        key: next((verdict for verdict in latest[key].verdicts if verdict.check == check), None)
        for key in keys
        if key in latest
    }


def _findings(verdicts: Verdicts, system: System, check: str) -> dict[EndpointKey, Verdict]:
    findings = {
        key: verdict for key, verdict in verdicts.items() if verdict is not None and verdict.is_finding
    }
    if not findings:
        outcomes = Joined(
            (
                Joined((_named([key]), verdict.outcome if verdict else Phrase("not looked at")), ": ")
                for key, verdict in list(verdicts.items())[:SHOWN]
            ),
            "; ",
        )
        raise ScannerError(
            "there is nothing to waive: the newest scan has no finding of {check} at system {code} "
            "({outcomes})",
            check=check,
            code=system.code,
            outcomes=outcomes or Phrase("it has no endpoint"),
        )
    return findings


def _open(
    findings: Mapping[EndpointKey, Verdict], system: System, holding: Iterable[Waiver]
) -> list[Accepted]:
    """Those not waived yet, as they are accepted now."""
    waived = Waived(holding)
    waiver_of = {key: waived.of(system.code, key, verdict) for key, verdict in findings.items()}
    if all(waiver_of.values()):
        (first, *_) = (waiver for waiver in waiver_of.values() if waiver)
        raise ScannerError(
            "this is waived already, until {until}; to change it, `capdo waiver revoke {number}` first",
            until=first.until,
            number=first.number,
        )
    return [_accepted(key, findings[key]) for key, waiver in waiver_of.items() if waiver is None]


def _accepted(key: EndpointKey, verdict: Verdict) -> Accepted:
    host, https_port, http_port = key
    return Accepted(
        host=host,
        https_port=https_port,
        http_port=http_port,
        severity=verdict.severity,
        fingerprint=fingerprint(verdict),
    )


def _named(keys: list[EndpointKey]) -> str:
    names = [f"{host}:{https_port}" for host, https_port, _ in keys[:SHOWN]]
    return ", ".join([*names, "…"] if len(keys) > SHOWN else names)
