"""What is gathered of one endpoint from what stands there, and the observation that it makes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from checks.facts import Target
from checks.model import Verdict
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.confirmation import Confirmation
from scanner.runs.standing.groups import Group
from scanner.runs.standing.query import Stood
from scanner.runs.tables import ObservationRow, VerdictRow

HEADS_AT_ONCE = 500


class ToldEndpoint(NamedTuple):
    """Some of what stands of an endpoint, as an ``Observation`` has it; of those thousands take long to make.

    ``finished_at``: of the newest look that told something of it.
    """

    key: EndpointKey
    finished_at: datetime
    verdicts: tuple[Verdict, ...]
    confirmations: Mapping[str, Confirmation]

    def is_stale(self, check: str) -> bool:
        """Whether what stands of a check is too old to be counted where something is measured."""
        age = self.confirmations.get(check)
        return age is not None and age.stale


@dataclass
class GatheredEndpoint:
    """``newest``: the look it is told of: whether it told something, its moment, and one of its verdicts."""

    newest: tuple[bool, int, int] = (False, 0, 0)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    confirmations: dict[str, Confirmation] = field(default_factory=dict)

    def add(self, row: Stood | Group, verdicts: Mapping[str, Verdict], age: Confirmation | None) -> None:
        """Verdicts of one age, by check; None: nothing could ever be told."""
        self.verdicts.update(verdicts)
        if age is not None:
            self.confirmations.update(dict.fromkeys(verdicts, age))
        confirmed, looked = row.times.confirmed, row.times.looked
        at = looked if confirmed is None else confirmed
        self.newest = max(self.newest, (confirmed is not None, at or 0, row.told))


def heads_of(
    connection: Connection, endpoints: Iterable[GatheredEndpoint]
) -> Mapping[int, Mapping[str, Any]]:
    """The run, the times and the connections of the newest looks, by the verdict that tells which."""
    query = select(
        VerdictRow.id,
        ObservationRow.run_id,
        ObservationRow.started_at,
        ObservationRow.finished_at,
        ObservationRow.connections,
    ).join_from(VerdictRow, ObservationRow)
    wanted, heads = sorted(endpoint.newest[-1] for endpoint in endpoints), {}
    for start in range(0, len(wanted), HEADS_AT_ONCE):
        some = query.where(VerdictRow.id.in_(wanted[start : start + HEADS_AT_ONCE]))
        for number, run, started_at, finished_at, connections in connection.execute(some):
            heads[number] = {
                "run": run,
                "started_at": started_at,
                "finished_at": finished_at,
                "connections": json.loads(connections),
            }
    return heads


def observation(key: EndpointKey, endpoint: GatheredEndpoint, head: Mapping[str, Any]) -> Observation:
    """What stands of an endpoint; ``head``: of its newest look."""
    host, https_port, http_port = key
    target = Target(host=host, https_port=https_port, http_port=http_port, observed_at=head["finished_at"])
    verdicts = tuple(verdict for _, verdict in sorted(endpoint.verdicts.items()))
    # Not validated again: these are most of what a large report is made from.
    return Observation.model_construct(
        target=target, facts=None, verdicts=verdicts, confirmations=endpoint.confirmations, **head
    )
