"""What two vantages see otherwise as lines to be read."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from checks.registry import heading_of
from inventory.model import Code
from reports.model.vantages import CheckSeenOtherwise, EndpointSeenOtherwise, TwoVantages
from scanner.vantages.compared import VantageComparison
from scanner.vantages.seen_apart import CheckSeenApart, SeenApart


def seen_from_others(
    comparisons: Iterable[VantageComparison], systems: Collection[Code]
) -> tuple[TwoVantages, ...]:
    """What concerns some systems, of the pairs of vantages that both looked at an endpoint of theirs."""
    found = (two_vantages(comparison, systems) for comparison in comparisons)
    return tuple(told for told in found if told.compared)


def two_vantages(comparison: VantageComparison, systems: Collection[Code] | None = None) -> TwoVantages:
    """What concerns some systems; None: everything."""
    looks = Counter(
        which for codes, which in comparison.looked_at if systems is None or not codes.isdisjoint(systems)
    )
    return TwoVantages(
        vantages=comparison.vantages,
        compared=looks[True, True],
        alone=(looks[True, False], looks[False, True]),
        newest=comparison.newest,
        differing=tuple(map(_line, _of(systems, comparison.differing))),
        unsure=tuple(map(_line, _of(systems, comparison.unsure))),
    )


def _of(systems: Collection[Code] | None, found: Iterable[SeenApart]) -> Iterator[SeenApart]:
    return (one for one in found if systems is None or any(code in systems for code in one.systems))


def _line(one: SeenApart) -> EndpointSeenOtherwise:
    host, port, http_port = one.key
    return EndpointSeenOtherwise(
        systems=one.systems,
        host=host,
        port=port,
        http_port=http_port,
        seen=one.seen,
        lets_in=one.lets_in,
        why=one.why,
        checks=tuple(sorted(map(_check, one.checks), key=lambda line: (-line.severity.rank, line.check))),
        ports=one.ports,
        untold=one.untold,
    )


def _check(one: CheckSeenApart) -> CheckSeenOtherwise:
    found = one.verdicts[one.found_from]
    return CheckSeenOtherwise(
        check=found.check,
        found_from=one.found_from,
        heading=heading_of(found.check, found.outcome),
        severity=found.severity,
        summary=found.summary,
        confirmed=one.confirmed,
    )
