"""Reads what the comparison of two vantages shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from inventory.clock import Clock, now, today
from inventory.database.reading import read
from inventory.model import Code
from reports.differences.gathering import refuse_unknown
from reports.model.vantages import TwoVantages
from reports.vantages.lines import two_vantages
from scanner.differences.comparing import systems_at
from scanner.vantages.comparison import compared_vantages
from scanner.vantages.seen_apart import Pair


@dataclass(frozen=True, kw_only=True)
class VantagesShown:
    """``systems``: names by code."""

    told: TwoVantages
    systems: Mapping[Code, str]


def vantages_shown(
    connection: Connection, pair: Pair, systems: Sequence[Code], clock: Clock = now
) -> VantagesShown:
    """What stands today from each of two; of some systems, or of all when none is named.

    Raises:
        ScannerError: nobody ever looked from one of them, or they are one.
        InventoryError: there is no such system, or the database cannot be read.

    """
    inventory, day = read(connection), today(clock)
    refuse_unknown(systems, inventory)
    at = systems_at(connection, day, frozenset(systems) or None)
    return VantagesShown(
        told=two_vantages(compared_vantages(connection, pair, day, at)),
        systems={system.code: system.name for system in inventory.systems},
    )
