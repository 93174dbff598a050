"""What one run observed, read from its rows without facts."""

import json
from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, and_, exists, select

from checks.facts import Target
from checks.model import Verdict
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.stored import ENDPOINT, VERDICT, stored_verdict
from scanner.runs.tables import PENDING, ObservationRow, RunEndpointRow, VerdictRow

AT_ONCE = 1_000  # verdicts fetched at a time


def of_run(connection: Connection, run: int) -> tuple[Observation, ...]:
    """What one run saw, by endpoint; not why it has not come to others yet (``ScanWriter.postpone``)."""
    chosen = and_(ObservationRow.run_id == run, ~_is_pending())
    return _observations(connection, chosen, _verdicts(connection, chosen))


def _is_pending() -> ColumnElement[bool]:
    return exists().where(
        RunEndpointRow.run_id == ObservationRow.run_id,
        RunEndpointRow.host == ObservationRow.host,
        RunEndpointRow.https_port == ObservationRow.https_port,
        RunEndpointRow.http_port == ObservationRow.http_port,
        RunEndpointRow.state == PENDING,
    )


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


def _verdicts(connection: Connection, chosen: ColumnElement[bool]) -> Mapping[EndpointKey, list[Verdict]]:
    query = select(*ENDPOINT, *VERDICT).join_from(VerdictRow, ObservationRow).where(chosen)
    verdicts: defaultdict[EndpointKey, list[Verdict]] = defaultdict(list)
    streamed = connection.execution_options(yield_per=AT_ONCE)
    for host, https_port, http_port, *verdict in streamed.execute(query.order_by(VerdictRow.check_id)):
        verdicts[host, https_port, http_port].append(stored_verdict(*verdict))
    return verdicts
