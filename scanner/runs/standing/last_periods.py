"""What stood at endpoints before a look, read from the table of standing verdicts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from scanner.runs.standing.fold import PastLook, Period
from scanner.runs.standing.looks import by_verdict, look_at
from scanner.runs.standing.moments import FOREVER
from scanner.runs.standing.tables import StandingRow
from scanner.vantages.seen_from import SeenFrom

SEEN_FROM = (StandingRow.host, StandingRow.https_port, StandingRow.http_port, StandingRow.vantage)
STATE = (  # a period without its look
    StandingRow.begun,
    StandingRow.confirmed,
    StandingRow.first_seen,
    StandingRow.since,
    StandingRow.attempted,
    StandingRow.attempt_id,
    StandingRow.ended,
)


@dataclass(frozen=True)
class LastPeriod:
    """The last period of a check, with its row."""

    row: int
    period: Period

    @property
    def newest(self) -> int:
        """The moment of the newest look that it takes in."""
        period = self.period
        return max(period.begun, period.confirmed or 0, period.attempted or 0)


@dataclass(frozen=True)
class LastStood:
    """What one vantage saw stand at an endpoint.

    Of each check the last period, and when each outcome was first seen.
    """

    last: dict[str, LastPeriod] = field(default_factory=dict)
    first_seen: defaultdict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def is_newer(self, check: str, look: PastLook) -> bool:
        """Whether something stands that was seen at the same moment as a look, or later."""
        return check in self.last and look.moment <= self.last[check].newest

    def add(self, row: int, told: tuple[str, str], state: Sequence[Any], look: Sequence[Any] | None) -> None:
        """Take one row in. ``told``: check and outcome; ``look``: its verdict, if it is a last one."""
        check, outcome = told
        begun, confirmed, first_seen, *_, ended = state
        earliest = self.first_seen[check]
        earliest[outcome] = min(first_seen, earliest.get(outcome, first_seen))
        if look is not None and ended == FOREVER:
            self.last[check] = LastPeriod(row, Period(look_at(confirmed or begun, look), *state))


def stood_at(connection: Connection, places: Collection[SeenFrom]) -> Mapping[SeenFrom, LastStood]:
    """What stood at each of some endpoints; nothing at one that was never seen from there."""
    # By host alone: that leads an index, which SQLite does not use for several columns together.
    query = select(
        *SEEN_FROM, StandingRow.verdict_id, StandingRow.id, StandingRow.check_id, StandingRow.outcome, *STATE
    ).where(StandingRow.host.in_({host for (host, _, _), _ in places}))
    rows = connection.execute(query).all()
    looks = by_verdict(connection, {row.verdict_id for row in rows if row.ended == FOREVER})
    found: defaultdict[SeenFrom, LastStood] = defaultdict(LastStood)
    for host, https_port, http_port, vantage, verdict, row, check, outcome, *state in rows:
        seen_from = SeenFrom((host, https_port, http_port), vantage)
        found[seen_from].add(row, (check, outcome), state, looks.get(verdict))
    return found
