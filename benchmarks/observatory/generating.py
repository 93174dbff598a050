"""The cases that both judge: the table's edges of single rules and ways to the page, and combinations."""

import random
from collections.abc import Iterator, Sequence
from itertools import groupby

from tests.checks.grades.observatory.cases import HTML, Answer, Case, recorded

COMBINATION = "combination"
WAY = "way"
Pools = dict[str, list[Case]]


def generated(seed: int, combinations: int) -> list[Case]:
    """The same for the same seed; the table's own combinations are made anew."""
    edges = [
        case.model_copy(update={"told": {}}) for case in recorded() if not case.name.startswith(COMBINATION)
    ]
    by_kind = {kind: list(cases) for kind, cases in groupby(edges, key=_kind)}
    return [*edges, *_combined(random.Random(seed), by_kind, combinations)]  # noqa: S311 - no secret


def _kind(case: Case) -> str:
    return case.name.partition(" ")[0]


def _combined(chance: random.Random, pools: Pools, count: int) -> Iterator[Case]:
    pages = [cases for kind, cases in pools.items() if kind != WAY]
    for number in range(count):
        chosen = [chance.choice(pool).page for pool in chance.sample(pages, chance.randint(2, len(pages)))]
        way = chance.choice(pools[WAY])
        page = _together(chosen, way.page.status)
        yield way.model_copy(update={"name": f"{COMBINATION} {number}, {way.name}", "page": page})


def _together(pages: Sequence[Answer], status: int) -> Answer:
    """Everything that the pages send and hold; a type of the page's own goes before the usual one."""
    lines = tuple(line for page in pages for line in page.headers if line != HTML)
    has_type = any(line.lower().startswith("content-type:") for line in lines)
    body = "".join(page.body for page in pages)
    return Answer(status=status, headers=lines if has_type else (HTML, *lines), body=body)
