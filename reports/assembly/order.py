"""In which order verdicts are told: worst first."""

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter

from checks.model import FINDINGS, WORST_FIRST, Outcome, Verdict

AFTER_FINDINGS = [outcome for outcome in WORST_FIRST if outcome not in FINDINGS]


def badness(verdict: Verdict) -> tuple[bool, int, int, str]:
    """Sorts findings by severity, failures before warnings; then what could not be told; then the rest."""
    severity = verdict.severity.rank if verdict.is_finding else 0
    return (not verdict.is_finding, -severity, WORST_FIRST.index(verdict.outcome), verdict.check)


def worst_first(findings: Iterable[Verdict], verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """``verdicts`` sorted by ``badness``; ``findings``: those among them. The others sort by check."""
    rest: dict[Outcome, list[Verdict]] = {outcome: [] for outcome in WORST_FIRST}
    for verdict in sorted(verdicts, key=attrgetter("check")):
        rest[verdict.outcome].append(verdict)
    return (*sorted(findings, key=badness), *chain.from_iterable(rest[outcome] for outcome in AFTER_FINDINGS))
