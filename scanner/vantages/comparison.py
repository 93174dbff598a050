"""Two vantages held against each other on a day, endpoint by endpoint: what stands as each of them sees."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, select

from checks.facts import Facts
from inventory.clock import end_of
from inventory.safe_text import quoted
from scanner.differences.comparing import SystemsAt
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.looks import is_at
from scanner.runs.standing.reading import standing
from scanner.runs.stored import stored_facts
from scanner.runs.tables import ConfirmingRunRow, ObservationRow
from scanner.vantages.compared import VantageComparison
from scanner.vantages.seen_apart import NewestFacts, Pair, seen_apart
from scanner.vantages.seen_from import SeenFrom, vantages


def compared_vantages(connection: Connection, pair: Pair, day: date, at: SystemsAt) -> VantageComparison:
    """What stood by the end of a day from each of two vantages, at some endpoints given with their systems.

    Raises:
        ScannerError: nobody ever looked from one of them, or they are one.

    """
    _refuse_unseen(connection, pair)
    first, second = (_standing(connection, vantage, day, at) for vantage in pair)
    found = (
        seen_apart(key, at[key], (first[key], second[key]), _newest_facts(connection, key, pair, day))
        for key in sorted(first.keys() & second.keys())
    )
    return VantageComparison(
        vantages=pair,
        looked_at=tuple(
            (frozenset(at[key]), (key in first, key in second)) for key in first.keys() | second.keys()
        ),
        newest=(_newest(first), _newest(second)),
        apart=tuple(one for one in found if one.differs or one.is_unsure),
    )


def _refuse_unseen(connection: Connection, pair: Pair) -> None:
    known = vantages(connection)
    for vantage in pair:
        if vantage not in known:
            named = ", ".join(known) or "none yet"
            raise ScannerError(
                "nothing was seen from {vantage}: vantages that looked are {named}",
                vantage=quoted(vantage),
                named=named,
            )
    if pair[0] == pair[1]:
        raise ScannerError(
            "--vantage {vantage} is named twice: name two that are to be compared", vantage=pair[0]
        )


def _standing(
    connection: Connection, vantage: str, day: date, at: SystemsAt
) -> Mapping[EndpointKey, Observation]:
    seen = standing(connection, day, brief=True, vantage=vantage)
    return {look.key: look for look in seen if look.key in at}


def _newest(seen: Mapping[EndpointKey, Observation]) -> datetime | None:
    return max((look.finished_at for look in seen.values()), default=None)


def _newest_facts(connection: Connection, key: EndpointKey, pair: Pair, day: date) -> NewestFacts:
    """The facts of the newest look at an endpoint by a day, from the first or the second vantage."""

    def facts(place: int) -> Facts | None:
        of_some_checks = select(ConfirmingRunRow.run_id)
        newest = (
            select(ObservationRow.facts)
            .where(
                *is_at(SeenFrom(key, pair[place])),
                ObservationRow.finished_at < end_of(day),
                ObservationRow.run_id.not_in(of_some_checks),
            )
            .order_by(ObservationRow.finished_at.desc())
            .limit(1)
        )
        stored = connection.scalar(newest)
        return stored_facts(stored) if stored else None

    return facts
