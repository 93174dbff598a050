"""What a run of the whole estate, or of one body's part of it, would look at; a run of nothing is refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine as Database

from checks.profile import load
from inventory.clock import Clock, now
from inventory.database.store import InventoryStore
from inventory.model import Code, Inventory
from inventory.safe_text import quoted
from inventory.wording.phrases import NOTHING, Phrase
from inventory.words import suggestion
from scanner.errors import ScannerError
from scanner.planning.plan import (
    PlannedEndpoint,
    operated_by,
    plan_endpoints,
    select_checks,
    undated_systems,
)
from scanner.settings import RunSettings, probe_settings

UNDATED = " ({count} systems have no day of operation: “Vận hành từ ngày”)"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What a run would look at.

    ``undated``: systems with endpoints that are left out, since nobody said when they went into operation.
    """

    endpoints: tuple[PlannedEndpoint, ...]
    undated: tuple[Code, ...]


def plan(database: Database, settings: RunSettings, clock: Clock = now) -> Planned:
    """What a run with these settings looks at if it begins now.

    Raises:
        ScannerError: the inventory has no endpoint in operation, or no permission for any of them, or not
            the body that the run is to keep to.
        ChecksError: the profile is unknown.

    """
    probe_settings(settings)
    select_checks(load(settings.profile), settings.only, pictures=settings.takes_pictures)
    inventory, at = InventoryStore(database).load(), clock()
    endpoints, undated = plan_endpoints(inventory, at), undated_systems(inventory)
    if settings.organization is not None:
        refuse_unknown_body(inventory, settings.organization)
        endpoints = operated_by(endpoints, inventory, settings.organization, at)
    if settings.systems:
        endpoints = _of_systems(endpoints, inventory, settings.systems)
    _refuse_nothing(endpoints, undated)
    return Planned(endpoints=endpoints, undated=undated)


def _of_systems(
    endpoints: Sequence[PlannedEndpoint], inventory: Inventory, codes: Sequence[Code]
) -> tuple[PlannedEndpoint, ...]:
    known = [system.code for system in inventory.systems]
    for code in codes:
        if code not in known:
            hint = suggestion(code, known) or Phrase("; see capdo inventory list")
            raise ScannerError("--system: no system has the code {code}{hint}", code=quoted(code), hint=hint)
    return tuple(one for one in endpoints if any(system.code in codes for system in one.systems))


def refuse_unknown_body(inventory: Inventory, body: Code) -> None:
    """Raise where the inventory has no such body.

    Raises:
        ScannerError: it has none.

    """
    codes = [organization.code for organization in inventory.organizations]
    if body not in codes:
        hint = suggestion(body, codes) or Phrase("; see capdo inventory list --organizations")
        raise ScannerError("--organization: no body has the code {body}{hint}", body=quoted(body), hint=hint)


def _refuse_nothing(endpoints: Sequence[PlannedEndpoint], undated: Sequence[Code]) -> None:
    """A run that may not look at anything is not begun: what it lacks is a line of the inventory."""
    if not endpoints:
        dates = Phrase(UNDATED, count=len(undated)) if undated else NOTHING
        raise ScannerError(
            "the inventory has no endpoint in operation{dates}: `capdo inventory import FILE` first",
            dates=dates,
        )
    if not any(system.permission for endpoint in endpoints for system in endpoint.systems):
        raise ScannerError(
            "no system has a permission to be scanned, so nothing may be touched: fill in the sheet"
            " “Quyền rà quét” (Scan permissions) for each system and `capdo inventory import FILE` again"
        )
