"""What scans told of a few checks, by day: the targets need no more, and whole observations take long."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine, RowMapping, and_, func, or_, select

from checks.facts import Target
from checks.model import Outcome, Severity, Verdict
from inventory.clock import day_of, end_of
from inventory.database.transactions import reading
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.read_back import ENDPOINT, OBSERVATIONS, VERDICTS, endpoint_of
from scanner.runs.stored_verdict import stored_verdict

ROWS = 500  # fetched at a time


class PastVerdict(NamedTuple):
    """What was judged of an endpoint, and on which Vietnamese day."""

    key: EndpointKey
    day: date
    verdict: Verdict


def first_scan(engine: Engine) -> date | None:
    """The Vietnamese day of the first observation; None: there is none."""
    with reading(engine) as connection:
        moment = connection.scalar(select(func.min(OBSERVATIONS.c.finished_at)))
    return None if moment is None else day_of(moment)


def past_verdicts(engine: Engine, check: str) -> Iterator[PastVerdict]:
    """Every verdict of one check, in the order in which they were reached."""
    query = select(VERDICTS, *ENDPOINT, OBSERVATIONS.c.finished_at).join_from(VERDICTS, OBSERVATIONS)
    ordered = query.where(VERDICTS.c.check_id == check).order_by(OBSERVATIONS.c.finished_at, VERDICTS.c.id)
    with reading(engine) as connection:
        for row in connection.execution_options(yield_per=ROWS).execute(ordered).mappings():
            yield PastVerdict(endpoint_of(row), day_of(row["finished_at"]), stored_verdict(row))


def telling_verdicts(
    engine: Engine, as_of: date, check: str, severities: Collection[Severity]
) -> tuple[Observation, ...]:
    """``ScanStore.latest`` with only the verdicts of one check, and those that fail so severely.

    Much cheaper: only checks that ever failed so are looked through for their newest verdicts.
    """
    until = OBSERVATIONS.c.finished_at < end_of(as_of)
    fails = and_(
        VERDICTS.c.outcome == Outcome.FAIL.value, VERDICTS.c.severity.in_([one.value for one in severities])
    )
    asked = or_(
        VERDICTS.c.check_id == check, VERDICTS.c.check_id.in_(select(VERDICTS.c.check_id).where(fails))
    )
    newest = select(func.max(VERDICTS.c.id)).join_from(VERDICTS, OBSERVATIONS).where(until, asked)
    query = (
        select(VERDICTS, *ENDPOINT, OBSERVATIONS.c.finished_at)
        .join_from(VERDICTS, OBSERVATIONS)
        .where(VERDICTS.c.id.in_(newest.group_by(*ENDPOINT, VERDICTS.c.check_id)))
        .where(or_(VERDICTS.c.check_id == check, fails))
    )
    found: dict[EndpointKey, list[RowMapping]] = defaultdict(list)
    with reading(engine) as connection:
        for row in connection.execute(query.order_by(VERDICTS.c.check_id)).mappings():
            found[endpoint_of(row)].append(row)
    return tuple(_observation(key, found[key]) for key in sorted(found))


def _observation(key: EndpointKey, rows: list[RowMapping]) -> Observation:
    host, https_port, http_port = key
    seen = max(row["finished_at"] for row in rows)
    return Observation(
        target=Target(host=host, https_port=https_port, http_port=http_port, observed_at=seen),
        verdicts=tuple(stored_verdict(row, brief=True) for row in rows),
        connections={},
        started_at=seen,
        finished_at=seen,
    )
