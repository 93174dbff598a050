"""Reads what a paper is written from: register, log, letterhead."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from inventory.approvals.log import ApprovalLog
from inventory.clock import today
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.law.ruleset import RuleSet
from inventory.model import Inventory, System
from inventory.naming.matching import ItemKind, candidates_in, meant
from inventory.settings.choosing import chosen_letterhead
from inventory.settings.letterhead import load_letterhead
from reports.errors import ReportError
from reports.papers.case import PaperCase, system_case

MOST_SYSTEMS = 200  # of one paper: nobody signs a longer list


def gathered(
    systems: Sequence[str],
    rules: RuleSet,
    *,
    letterhead: Path | None = None,
    is_listed: bool = False,
    database: str | None = None,
) -> PaperCase:
    """The systems as they stand today, or on the day that the letterhead is signed.

    Raises:
        InventoryError: the database or the letterhead cannot be read, or there is no such system.
        ReportError: no system is named, or too many.

    """
    if not 0 < len(systems) <= MOST_SYSTEMS:
        raise ReportError("name the systems of the paper, one to {most}: SYSTEM…", most=MOST_SYSTEMS)
    with opened_for_reading(database) as engine:
        inventory, log = InventoryStore(engine).load(), ApprovalLog(engine)
        chosen = _chosen(inventory, systems)
        events = {system.code: log.events(system.code) for system in chosen}
    paper = load_letterhead(letterhead) if letterhead else chosen_letterhead(None, inventory.settings)
    day: date = today() if paper.signed_on is None else paper.signed_on
    return PaperCase(
        day=day,
        inventory=inventory,
        systems=tuple(system_case(system, events[system.code], rules, day) for system in chosen),
        letterhead=paper,
        is_told=letterhead is not None,
        is_listed=is_listed,
    )


def _chosen(inventory: Inventory, typed: Iterable[str]) -> list[System]:
    """The systems in the order named, each once; by code, name or host."""
    by_code = {system.code: system for system in inventory.systems}
    candidates = candidates_in(inventory, ItemKind.SYSTEM)
    codes = (one if one in by_code else meant(one, candidates, ItemKind.SYSTEM).code for one in typed)
    return [by_code[code] for code in dict.fromkeys(codes)]
