"""Reads what other vantages see otherwise than the main one, where any has looked."""

from datetime import date

from sqlalchemy import Engine

from inventory.database.transactions import reading
from scanner.differences.comparing import systems_at
from scanner.vantages.compared import VantageComparison
from scanner.vantages.comparison import compared_vantages
from scanner.vantages.seen_from import main_of, vantages


def vantage_comparisons(engine: Engine, day: date) -> tuple[VantageComparison, ...]:
    """The main vantage with each other that ever looked, as they saw things by the end of a day.

    Raises:
        InventoryError: the database cannot be read.

    """
    with reading(engine) as connection:
        main, known = main_of(connection), vantages(connection)
        if main not in known or len(known) == 1:  # nearly always: nothing more is read
            return ()
        at = systems_at(connection, day)
        return tuple(
            compared_vantages(connection, (main, other), day, at) for other in known if other != main
        )
