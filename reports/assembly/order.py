"""In which order verdicts are told: worst first."""

from checks.model import Outcome, Verdict

OUTCOMES = (
    Outcome.FAIL,
    Outcome.WARN,
    Outcome.NOT_TESTED,
    Outcome.INFO,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)


def badness(verdict: Verdict) -> tuple[bool, int, int, str]:
    """Sorts findings by severity, failures before warnings; then what could not be told; then the rest."""
    severity = verdict.severity.rank if verdict.is_finding else 0
    return (not verdict.is_finding, -severity, OUTCOMES.index(verdict.outcome), verdict.check)
