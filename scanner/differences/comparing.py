"""What changed between two moments, by what stood at each; never by the numbers of runs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select

from checks.facts import NotTested
from checks.judging import not_tested
from checks.model import Outcome, Text
from inventory.approvals.status_by_day import status_by_day
from inventory.database.tables import EndpointRow, SystemRow
from inventory.model import Code
from scanner.differences.change import Change, Kind, Stand, kind_of
from scanner.differences.standing_at import Place, last_day, stood_at_both
from scanner.planning.plan import EndpointKey
from scanner.vantages.seen_from import MAIN, Vantage

SystemsAt = Mapping[EndpointKey, Collection[Code]]
ORDER = tuple(Kind)


def changes(
    connection: Connection,
    before: datetime,
    after: datetime,
    *,
    systems: Collection[Code] | None = None,
    vantage: Vantage = MAIN,
) -> tuple[Change, ...]:
    """What stands at ``after`` against what stood at ``before``, gravest first within each kind.

    A moment counts the looks before it: of periods in a row each look is in one. Facts are judged on the day
    that a moment ends or is in. Endpoints that no system has any more are left out, and systems that ended.

    Args:
        connection: the database, within one transaction.
        before: the earlier moment.
        after: the later one; the end of today for all that is known.
        systems: the only ones to tell of, by present code; None: all.
        vantage: from where it was seen.

    """
    at = systems_at(connection, last_day(after), systems)
    return changes_at(connection, before, after, at, only=systems is not None, vantage=vantage)


def changes_at(
    connection: Connection,
    before: datetime,
    after: datetime,
    at: SystemsAt,
    *,
    only: bool = False,
    vantage: Vantage = MAIN,
) -> tuple[Change, ...]:
    """``changes`` at some endpoints, given with their systems; ``only``: they are a part of all."""
    hosts = {host for host, *_ in at} if only else None
    found = stood_at_both(connection, before, after, hosts, vantage)
    told = (
        change
        for place, stood, stands in _pairs(*found)
        for change in _changes(place, stood, stands, at.get(place[0], ()))
    )
    return in_order(told)


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """By kind, then the gravest first."""
    return tuple(sorted(changes, key=_order))


def systems_at(connection: Connection, day: date, only: Collection[Code] | None = None) -> SystemsAt:
    """The endpoints of systems that had not ended by a day, with the present codes of these systems."""
    code = func.coalesce(SystemRow.present_code, SystemRow.code)
    query = select(
        EndpointRow.host, EndpointRow.https_port, EndpointRow.http_port, SystemRow.code, code
    ).join_from(EndpointRow, SystemRow, SystemRow.code == EndpointRow.system)
    remaining = (
        or_(ended.is_(None), ended > day) for ended in (SystemRow.decommissioned, SystemRow.removed_on)
    )
    gone = _decommissioned(connection, day)
    at: defaultdict[EndpointKey, set[Code]] = defaultdict(set)
    for host, https_port, http_port, key, present in connection.execute(query.where(*remaining)):
        if key not in gone and (only is None or present in only):
            at[host, https_port, http_port].add(present)
    return at


def _decommissioned(connection: Connection, day: date) -> frozenset[Code]:
    statuses = status_by_day(connection, [day], kinds=())[day]
    return frozenset(key for key, status in statuses.items() if status.decommissioned)


def _pairs(
    before: Mapping[Place, Stand], after: Mapping[Place, Stand]
) -> Iterator[tuple[Place, Stand | None, Stand]]:
    return ((place, before.get(place), stands) for place, stands in after.items())


def _changes(place: Place, stood: Stand | None, stands: Stand, systems: Collection[Code]) -> Iterator[Change]:
    kind = kind_of(stood, stands) if systems else None
    if kind is None:
        return
    (host, port, http_port), check = place
    subject = _subject(kind, stood, stands)
    for system in systems:
        yield Change(
            kind=kind,
            system=system,
            host=host,
            port=port,
            http_port=http_port,
            check=check,
            severity=subject.verdict.severity,
            summary=_why_untested(stands) if kind is Kind.UNTESTED else subject.verdict.summary,
            since=subject.opened if subject.verdict.is_finding else _told_since(subject),
            at=_observed(kind, stands),
            confirmed=subject.age.confirmed_at if subject.age else None,
            before=stood.verdict if stood else None,
            after=stands.verdict,
        )


def _subject(kind: Kind, stood: Stand | None, stands: Stand) -> Stand:
    """Of which of the two a change tells."""
    ended = kind is Kind.FIXED or stands.verdict.outcome is Outcome.NOT_TESTED
    return stood if ended and stood is not None else stands


def _told_since(stand: Stand) -> datetime:
    return stand.age.since if stand.age else stand.begun


def _observed(kind: Kind, stands: Stand) -> datetime:
    match kind:
        case Kind.NEW:
            return stands.opened
        case Kind.FIXED:
            return _told_since(stands)
        case Kind.UNTESTED if stands.age is not None and stands.age.not_confirmed is not None:
            return stands.age.not_confirmed.at
        case _:
            return stands.begun


def _why_untested(stands: Stand) -> Text:
    if stands.age is None or stands.age.not_confirmed is None:
        return stands.verdict.summary
    return not_tested(NotTested(reason=stands.age.not_confirmed.reason)).summary


def _order(change: Change) -> tuple[int, int, str, str, int, str]:
    return (
        ORDER.index(change.kind),
        -change.severity.rank,
        change.system,
        change.host,
        change.port,
        change.check,
    )
