"""The looks at an endpoint, read from the rows of verdicts."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from checks.judging import SEPARATOR, UNSEEN_KEY
from scanner.runs.standing.fold import PastLook
from scanner.runs.standing.moments import ticks_of
from scanner.runs.stored import TEXTS, text_of
from scanner.runs.tables import ObservationRow, VerdictRow
from scanner.vantages.seen_from import SeenFrom, is_from

NOTED = f'"{UNSEEN_KEY}"'
AT_ONCE = 500  # verdicts asked for by their rows
WORDS = (VerdictRow.reason, *(text_of(VerdictRow, name) for name in TEXTS))
LOOK = (VerdictRow.id, VerdictRow.outcome, VerdictRow.severity, *WORDS)  # what ``look_at`` takes


def look_at(moment: int, columns: Sequence[Any]) -> PastLook:
    """One look, from the columns ``LOOK`` of its verdict."""
    verdict, outcome, severity, reason, vi, en, evidence = columns
    words = (reason or "", vi or "", en or "", evidence or "")
    return PastLook(moment, verdict, outcome, severity, words, _unseen(evidence))


def by_verdict(connection: Connection, verdicts: Collection[int]) -> Mapping[int, Sequence[Any]]:
    """The columns ``LOOK`` of verdicts."""
    query = select(*LOOK).where(VerdictRow.id.in_(verdicts))
    return {row.id: row for row in connection.execute(query).all()} if verdicts else {}


def of_endpoint(
    connection: Connection, seen_from: SeenFrom, checks: Collection[str] | None = None
) -> Mapping[str, list[PastLook]]:
    """Everything that one vantage ever told of some checks at an endpoint; None: of every check."""
    chosen = () if checks is None else (VerdictRow.check_id.in_(checks),)
    query = (
        select(VerdictRow.check_id, ObservationRow.finished_at, *LOOK)
        .join_from(VerdictRow, ObservationRow)
        .where(*is_at(seen_from), *chosen)
        .order_by(VerdictRow.id)
    )
    looks: defaultdict[str, list[PastLook]] = defaultdict(list)
    for check, at, *columns in connection.execute(query):
        looks[check].append(look_at(ticks_of(at), columns))
    return looks


def of_verdicts(connection: Connection, verdicts: Collection[int]) -> Mapping[int, PastLook]:
    """Some looks by the rows of their verdicts."""
    query = select(ObservationRow.finished_at, *LOOK).join_from(VerdictRow, ObservationRow)
    wanted = sorted(verdicts)
    looks: dict[int, PastLook] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = query.where(VerdictRow.id.in_(wanted[start : start + AT_ONCE]))
        for at, *columns in connection.execute(some):
            look = look_at(ticks_of(at), columns)
            looks[look.verdict] = look
    return looks


def is_at(seen_from: SeenFrom) -> tuple[ColumnElement[bool], ...]:
    """The observations of one endpoint, from one vantage."""
    (host, https_port, http_port), vantage = seen_from
    return (
        ObservationRow.host == host,
        ObservationRow.https_port == https_port,
        ObservationRow.http_port == http_port,
        is_from(ObservationRow, vantage),
    )


def _unseen(evidence: str) -> tuple[str, ...]:
    """The parts that were not seen whole, as ``checks.judging`` notes them."""
    lines = json.loads(evidence).get(UNSEEN_KEY) if NOTED in evidence else None
    told = lines if isinstance(lines, list) else []
    return tuple(sorted(str(line).partition(SEPARATOR)[0] for line in told))
