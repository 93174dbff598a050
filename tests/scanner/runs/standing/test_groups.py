"""What is read for every report is read in the order of an index."""

from collections.abc import Sequence

import pytest
from sqlalchemy import ColumnElement, Engine, text
from sqlalchemy.dialects import sqlite

from inventory.database.transactions import reading
from scanner.runs.standing.groups import groups, is_quiet
from scanner.runs.standing.tables import StandingRow


@pytest.mark.parametrize("reasons", [False, True])
@pytest.mark.parametrize("chosen", [[], [is_quiet()], [StandingRow.vantage == "internet"]])
def test_what_stands_is_grouped_without_sorting(
    database: Engine, chosen: Sequence[ColumnElement[bool]], *, reasons: bool
) -> None:
    """SQLite reads one index from end to end: no sorting, and no look at the table for each row."""
    query = groups(*chosen, reasons=reasons)
    asked = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with reading(database) as connection:
        plan = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]
    assert any("COVERING INDEX ix_standing_verdicts_alike" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)
