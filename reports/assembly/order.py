"""In which order verdicts are told: worst first."""

from checks.model import WORST_FIRST, Verdict


def badness(verdict: Verdict) -> tuple[bool, int, int, str]:
    """Sorts findings by severity, failures before warnings; then what could not be told; then the rest."""
    severity = verdict.severity.rank if verdict.is_finding else 0
    return (not verdict.is_finding, -severity, WORST_FIRST.index(verdict.outcome), verdict.check)
