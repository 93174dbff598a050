"""What was observed, read from its rows without facts: by one run, or the newest of each check."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from checks.facts import Target
from checks.model import Outcome, Severity, Verdict
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.stored import (
    BRIEF,
    ENDPOINT,
    VERDICT,
    Selected,
    stored_verdict,
)
from scanner.runs.tables import ObservationRow, VerdictRow

AT_ONCE = 1_000  # verdicts fetched at a time


def of_run(connection: Connection, run: int) -> tuple[Observation, ...]:
    """What one run saw, by endpoint."""
    chosen = ObservationRow.run_id == run
    return _observations(connection, chosen, _verdicts(connection, chosen, VERDICT))


def latest(connection: Connection, before: datetime, *, brief: bool = False) -> tuple[Observation, ...]:
    """Each endpoint's newest observation before a moment, with the newest verdict of each check.

    ``brief``: without the evidence of what passes or does not apply.
    """
    earlier = ObservationRow.finished_at < before
    newest = select(func.max(ObservationRow.id)).where(earlier).group_by(*ENDPOINT)
    judged = VerdictRow.id.in_(_newest_verdicts(earlier))
    verdicts = _verdicts(connection, judged, BRIEF if brief else VERDICT)
    return _observations(connection, ObservationRow.id.in_(newest), verdicts)


def telling(
    connection: Connection, before: datetime, check: str, severities: Collection[Severity]
) -> tuple[Observation, ...]:
    """``latest`` with only the verdicts of one check, and those that fail so severely; in brief.

    Only checks that ever failed so are looked through for their newest verdicts.
    """
    of_check = VerdictRow.check_id == check
    fails = and_(
        VerdictRow.outcome == Outcome.FAIL.value,
        VerdictRow.severity.in_([severity.value for severity in severities]),
    )
    asked = or_(of_check, VerdictRow.check_id.in_(select(VerdictRow.check_id).where(fails)))
    newest = _newest_verdicts(ObservationRow.finished_at < before, asked)
    query = (
        select(ObservationRow.finished_at, *ENDPOINT, *BRIEF)
        .join_from(VerdictRow, ObservationRow)
        .where(VerdictRow.id.in_(newest), or_(of_check, fails))
        .order_by(VerdictRow.check_id)
    )
    found: defaultdict[EndpointKey, list[tuple[datetime, Verdict]]] = defaultdict(list)
    for moment, host, https_port, http_port, *verdict in connection.execute(query):
        found[host, https_port, http_port].append((moment, stored_verdict(*verdict)))
    return tuple(_telling(key, found[key]) for key in sorted(found))


def _newest_verdicts(*chosen: ColumnElement[bool]) -> Select[int]:
    """The newest verdict of each check on each endpoint."""
    newest = select(func.max(VerdictRow.id)).join_from(VerdictRow, ObservationRow).where(*chosen)
    return newest.group_by(*ENDPOINT, VerdictRow.check_id)


def _observations(
    connection: Connection, chosen: ColumnElement[bool], verdicts: Mapping[EndpointKey, list[Verdict]]
) -> tuple[Observation, ...]:
    query = select(
        ObservationRow.host,
        ObservationRow.https_port,
        ObservationRow.http_port,
        ObservationRow.run_id,
        ObservationRow.started_at,
        ObservationRow.finished_at,
        ObservationRow.connections,
    )
    return tuple(
        Observation(
            run=run,
            target=Target(host=host, https_port=https_port, http_port=http_port, observed_at=finished_at),
            verdicts=tuple(verdicts[host, https_port, http_port]),
            connections=json.loads(connections),
            started_at=started_at,
            finished_at=finished_at,
        )
        for host, https_port, http_port, run, started_at, finished_at, connections in connection.execute(
            query.where(chosen).order_by(*ENDPOINT)
        )
    )


def _verdicts(
    connection: Connection, chosen: ColumnElement[bool], columns: Selected
) -> Mapping[EndpointKey, list[Verdict]]:
    query = select(*ENDPOINT, *columns).join_from(VerdictRow, ObservationRow).where(chosen)
    found: defaultdict[EndpointKey, list[Verdict]] = defaultdict(list)
    streamed = connection.execution_options(yield_per=AT_ONCE)
    for host, https_port, http_port, *verdict in streamed.execute(query.order_by(VerdictRow.check_id)):
        found[host, https_port, http_port].append(stored_verdict(*verdict))
    return found


def _telling(key: EndpointKey, told: list[tuple[datetime, Verdict]]) -> Observation:
    host, https_port, http_port = key
    seen = max(moment for moment, _ in told)
    return Observation(
        target=Target(host=host, https_port=https_port, http_port=http_port, observed_at=seen),
        verdicts=tuple(verdict for _, verdict in told),
        connections={},
        started_at=seen,
        finished_at=seen,
    )
