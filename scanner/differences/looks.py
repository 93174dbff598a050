"""The last two times that each endpoint was really seen: by looks that told of at least one check.

A look that only confirms something before an alarm is none of them: it would hide what the night changed.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import aliased

from checks.model import Outcome
from inventory.database.tables import EndpointRow
from scanner.planning.plan import EndpointKey
from scanner.runs.tables import ConfirmingRunRow, ObservationRow, VerdictRow
from scanner.vantages.seen_from import MAIN, Vantage, vantage_of

LOOK = aliased(ObservationRow, name="look")


class SeenTwice(NamedTuple):
    """The last time that an endpoint was seen, the time before that, and the first look after this one.

    ``earlier`` None: it was seen once; ``following`` is that time then.
    """

    earlier: datetime | None
    following: datetime
    last: datetime


def seen_twice(
    connection: Connection, before: datetime, vantage: Vantage = MAIN
) -> Mapping[EndpointKey, SeenTwice]:
    """Of each endpoint of the inventory that one vantage ever saw before a moment."""
    last, earlier = _seen(before, 0, vantage), _seen(before, 1, vantage)
    following: Select[Any] = select(func.min(LOOK.finished_at)).where(
        LOOK.host == EndpointRow.host,
        LOOK.https_port == EndpointRow.https_port,
        LOOK.http_port == EndpointRow.http_port,
        LOOK.finished_at > earlier,
        vantage_of(LOOK) == vantage,
    )
    query = select(
        EndpointRow.host,
        EndpointRow.https_port,
        EndpointRow.http_port,
        last,
        earlier,
        following.correlate(EndpointRow).scalar_subquery(),
    ).distinct()
    return {
        (host, https_port, http_port): SeenTwice(then, after or now, now)
        for host, https_port, http_port, now, then, after in connection.execute(query)
        if now is not None
    }


def together(seen: Mapping[EndpointKey, SeenTwice]) -> Iterator[tuple[datetime, list[EndpointKey]]]:
    """Endpoints by a moment that lies between the two times of each: most share that between two runs."""
    left = sorted(seen.items(), key=lambda item: item[1].following)
    while left:
        moment = left[0][1].following
        yield moment, [key for key, times in left if _lies_between(moment, times)]
        left = [(key, times) for key, times in left if not _lies_between(moment, times)]


def _lies_between(moment: datetime, times: SeenTwice) -> bool:
    return (times.earlier is None or times.earlier < moment) and moment <= times.following


def _seen(before: datetime, skipped: int, vantage: Vantage) -> ScalarSelect[Any]:
    told = exists(
        select(VerdictRow.id).where(
            VerdictRow.observation_id == LOOK.id, VerdictRow.outcome != Outcome.NOT_TESTED.value
        )
    )
    return (
        select(LOOK.finished_at)
        .where(
            LOOK.host == EndpointRow.host,
            LOOK.https_port == EndpointRow.https_port,
            LOOK.http_port == EndpointRow.http_port,
            LOOK.finished_at < before,
            LOOK.run_id.not_in(select(ConfirmingRunRow.run_id)),
            vantage_of(LOOK) == vantage,
            told,
        )
        .order_by(LOOK.finished_at.desc())
        .limit(1)
        .offset(skipped)
        .correlate(EndpointRow)
        .scalar_subquery()
    )
