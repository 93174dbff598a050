"""How each row of a plan and each owner stood at the end of past quarters, by what had happened by then."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from inventory.acting import Acting, ActingBodies
from inventory.model import Code, Strict
from inventory.targets.counting import Count, Situation
from inventory.targets.indicator import Counted, Indicator, Recorded
from inventory.targets.indicators import approved, compliant, labelled
from inventory.targets.plan import Plan
from inventory.targets.registry import all_indicators, indicator


class HistoryPoint(Strict):
    """One indicator at the end of one day. ``percent``: one decimal; None where nothing was tested."""

    on: date
    numerator: int
    denominator: int
    not_tested: int  # part of the denominator of which nothing could be told
    percent: float | None


class Share(Strict):
    """How many of an owner's systems reached an indicator, of how many that belong to it."""

    reached: int
    of: int


class AgencyPoint(Strict):
    """One owner's systems in operation at the end of one day.

    ``shares``: by indicator, every one that is told of owners. The figures before it are some of the same,
    as ``capdo.report/1`` has always told them.
    """

    on: date
    systems: int
    approved: int
    compliant: int  # approved, and plan fully implemented
    portals: int
    labelled: int  # portals with a label in force
    shares: Mapping[str, Share] = {}


def histories(
    plan: Plan, situations: Sequence[Situation], recorded: Recorded
) -> dict[str, tuple[HistoryPoint, ...]]:
    """By indicator, its points from the first day on which anything was recorded of it.

    Args:
        plan: whose indicators.
        situations: one a day, oldest first, of one inventory; its dates of operation and of web pages tell
            who belonged to it on a day.
        recorded: from when on there is a record.

    """
    return {target.key: _history(indicator(target.key), situations, recorded) for target in plan.targets}


def by_agency() -> tuple[Indicator, ...]:
    """The indicators whose history is told of each owner of systems."""
    return tuple(
        indicator
        for indicator in all_indicators().values()
        if indicator.by_agency and indicator.counted is Counted.SYSTEMS
    )


def agency_histories(
    situations: Sequence[Situation], acting: Acting = Acting.OWNER
) -> dict[Code, tuple[AgencyPoint, ...]]:
    """By acting body, the days on which it had systems. What a body had before it was merged stays its own.

    ``situations``: one a day, oldest first, of one inventory.
    """
    bodies = ActingBodies(situations[-1].inventory.organizations if situations else (), acting)
    points: dict[Code, list[AgencyPoint]] = defaultdict(list)
    for situation in situations:
        owners = {code: bodies.of(system, situation.as_of) for code, system in situation.in_operation.items()}
        for owner, point in _by_owner(situation, owners).items():
            points[owner].append(point)
    return {owner: tuple(agency_points) for owner, agency_points in points.items()}


def _history(
    indicator: Indicator, situations: Sequence[Situation], recorded: Recorded
) -> tuple[HistoryPoint, ...]:
    first = indicator.begins(situations[-1].inventory, recorded) if situations else None
    if first is None:
        return ()
    return tuple(_point(day.as_of, indicator.on(day)) for day in situations if first <= day.as_of)


def _point(day: date, count: Count) -> HistoryPoint:
    return HistoryPoint(
        on=day,
        numerator=count.numerator,
        denominator=count.denominator,
        not_tested=count.not_tested,
        percent=count.percent,
    )


def _by_owner(situation: Situation, owners: Mapping[Code, Code]) -> dict[Code, AgencyPoint]:
    tallies = {
        indicator.key: (
            _tally(indicator.on(situation).reached, owners),
            _tally(indicator.on(situation).waiting, owners),
        )
        for indicator in by_agency()
    }
    points = {}
    for owner, systems in _tally(owners, owners).items():
        shares = {
            key: Share(reached=reached[owner], of=reached[owner] + waiting[owner])
            for key, (reached, waiting) in tallies.items()
        }
        points[owner] = _agency_point(situation.as_of, systems, shares)
    return points


def _agency_point(day: date, systems: int, shares: Mapping[str, Share]) -> AgencyPoint:
    return AgencyPoint(
        on=day,
        systems=systems,
        approved=shares[approved.INDICATOR.key].reached,
        compliant=shares[compliant.INDICATOR.key].reached,
        portals=shares[labelled.INDICATOR.key].of,
        labelled=shares[labelled.INDICATOR.key].reached,
        shares=shares,
    )


def _tally(codes: Iterable[Code], owners: Mapping[Code, Code]) -> Counter[Code]:
    return Counter(owners[code] for code in codes)
