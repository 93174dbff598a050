"""How much verdicts weigh together: the worst of them, and whether all could be tested."""

from collections.abc import Iterable, Mapping

from checks.model import Outcome, Reason, Severity, Verdict

COLOURS: Mapping[Severity, str] = {  # in a terminal
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "dim",
}
NOT_TO_BE_TESTED = (Reason.NOT_PERMITTED, Reason.NOT_REQUESTED)
NOT_ALL_TESTED = 3  # exit status


def not_all_tested(verdicts: Iterable[Verdict]) -> bool:
    """Whether something that was to be tested could not be; what is not permitted was not to be."""
    return any(
        verdict.outcome is Outcome.NOT_TESTED and verdict.reason not in NOT_TO_BE_TESTED
        for verdict in verdicts
    )


def worst(verdicts: Iterable[Verdict]) -> Severity | None:
    """The highest severity among the findings, or None when there are none."""
    findings = (verdict.severity for verdict in verdicts if verdict.is_finding)
    return max(findings, key=lambda severity: severity.rank, default=None)
