"""What is read for every report is read in the order of an index."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import ColumnElement, Engine, SelectBase, text
from sqlalchemy.dialects import sqlite

from inventory.database.transactions import reading
from scanner.runs.standing.groups import groups, is_quiet, one_by_one
from scanner.runs.standing.tables import StandingRow


@pytest.mark.parametrize("reasons", [False, True])
@pytest.mark.parametrize("chosen", [[], [is_quiet()], [StandingRow.vantage == "internet"]])
def test_what_stands_is_grouped_without_sorting(
    database: Engine, chosen: Sequence[ColumnElement[bool]], *, reasons: bool
) -> None:
    """SQLite reads one index from end to end: no sorting, and no look at the table for each row."""
    plan = planned(database, groups(*chosen, reasons=reasons))
    assert any("COVERING INDEX ix_standing_verdicts_alike" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)


def test_what_is_told_in_full_is_sought_by_what_it_is(database: Engine) -> None:
    """Few rows are findings, or of one check; the index of groups leads through all that stands."""
    plan = planned(database, one_by_one(date(2026, 6, 30), {"ipv6.operational"}))
    assert any("ix_standing_verdicts_ended_outcome (ended=? AND outcome=?)" in step for step in plan)
    assert not any("ix_standing_verdicts_alike" in step for step in plan)


def planned(database: Engine, query: SelectBase) -> list[str]:
    """The steps in which SQLite goes about a query."""
    asked = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with reading(database) as connection:
        return [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]
