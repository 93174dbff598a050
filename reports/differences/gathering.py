"""Reads what a difference shows: the changes, and how old the findings are that are open after them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from inventory.acting import Acting, ActingBodies, usual
from inventory.clock import Clock, now
from inventory.database.reading import read
from inventory.errors import InventoryError
from inventory.model import Code, Inventory
from inventory.safe_text import quoted
from inventory.wording.phrases import Phrase
from inventory.words import suggestion
from reports.assembly.ages import OpenFinding, finding_ages
from reports.model import FindingAges, NamedRef
from reports.sentences.differences import period
from reports.text.locale import Locale
from scanner.differences.asked import Comparison, compared
from scanner.differences.change import Stand
from scanner.differences.comparing import SystemsAt, systems_at
from scanner.differences.standing_at import Place, findings_at, last_day
from scanner.vantages.seen_from import MAIN


@dataclass(frozen=True, kw_only=True)
class Shown:
    """``systems``: names by code. ``day``: on which ages are told. ``last_looks``: no ends were named."""

    comparison: Comparison
    day: date
    ages: FindingAges
    systems: Mapping[Code, str]
    last_looks: bool = False

    def period(self, locale: Locale) -> str:
        """Between what it compares."""
        comparison = self.comparison
        return period(comparison.begin, comparison.end, locale, last_looks=self.last_looks)


def shown(
    connection: Connection,
    ends: Sequence[str],
    systems: Sequence[Code],
    acting: Acting | None,
    clock: Clock = now,
    vantage: str | None = None,
) -> Shown:
    """What is asked for; of some systems, or of all when none is named.

    ``vantage``: from where it was seen; None: the main one.

    Raises:
        ScannerError: as of ``compared``.
        InventoryError: there is no such system, or the database cannot be read.

    """
    inventory = read(connection)
    refuse_unknown(systems, inventory)
    chosen = frozenset(systems) or None
    comparison = compared(connection, ends, chosen, clock, vantage)
    day = last_day(comparison.end)
    at = systems_at(connection, day, chosen)
    hosts = {host for host, *_ in at} if chosen else None
    found = findings_at(connection, comparison.end, hosts, vantage or MAIN)
    return Shown(
        comparison=comparison,
        day=day,
        ages=finding_ages(_open(found, at, inventory, day, acting), day),
        systems={system.code: system.name for system in inventory.systems},
        last_looks=not ends,
    )


def refuse_unknown(systems: Sequence[Code], inventory: Inventory) -> None:
    """Raise where a system that was named is not in the inventory.

    Raises:
        InventoryError: it is not.

    """
    known = {system.code for system in inventory.systems}
    for code in systems:
        if code not in known:
            hint = suggestion(code, known) or Phrase("; see capdo inventory list")
            raise InventoryError("--system: there is no system {code}{hint}", code=quoted(code), hint=hint)


def _open(
    found: Mapping[Place, Stand], at: SystemsAt, inventory: Inventory, day: date, acting: Acting | None
) -> Iterator[OpenFinding]:
    bodies = ActingBodies(inventory.organizations, acting or usual(inventory, day))
    names = {body.code: body.name for body in inventory.organizations}
    agency_of = {system.code: bodies.of(system, day) for system in inventory.systems}
    for (key, _), stand in found.items():
        agencies = {agency_of[code] for code in at.get(key, ())}
        if agencies:
            refs = [NamedRef(code=code, name=names.get(code, code)) for code in agencies]
            yield OpenFinding(stand.verdict.severity, stand.opened, refs)
