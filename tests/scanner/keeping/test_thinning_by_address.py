"""Thinning where what stands was put together from several looks at some addresses each."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from inventory.database.transactions import reading
from scanner.keeping.thinning import Thinned, thin
from scanner.runs.reader import ScanReader
from scanner.runs.standing.verification import CHAIN
from tests.scanner.runs.standing.addresses.scenes import START, Met, State, recorded

A, B = "192.0.2.1", "192.0.2.2"
BOTH: dict[str, State] = {A: "good", B: "good"}
LATER = timedelta(days=300)


@pytest.mark.parametrize(
    ("looks", "thinned"),
    [
        ([BOTH, *3 * [{A: "good", B: "dead"}]], 1),  # what stands rests on the first
        ([BOTH, {A: "bad", B: "dead"}, BOTH, BOTH], 2),  # a fold asks the first which addresses it saw
        ([{A: "bad", B: "good"}, {A: "dead", B: "good"}, {A: "good", B: "dead"}, BOTH], None),
        ([BOTH, BOTH, BOTH, BOTH], 3),
    ],
)
def test_what_is_rested_on_keeps_its_facts(
    database: Engine, looks: Sequence[dict[str, State]], thinned: int | None
) -> None:
    """Folded anew, everything is as it was kept; and on a far day it is told as before."""
    recorded(database, [Met(day, states) for day, states in enumerate(looks, 1)])
    reader = ScanReader(database)
    far = (START + LATER).date()
    before = [seen.model_dump() for seen in reader.standing(far)]
    done = sum(thin(database, 1, lambda: START + LATER), Thinned())
    assert thinned is None or done.looks == thinned
    with reading(database) as connection:
        assert CHAIN.verify(connection, everything=True).fault is None
    assert [seen.model_dump() for seen in reader.standing(far)] == before
