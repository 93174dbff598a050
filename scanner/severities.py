"""How much verdicts weigh together: the worst of them, and whether all could be tested."""

from collections.abc import Iterable, Mapping

from checks.judging import unseen_reasons
from checks.model import Outcome, Reason, Severity, Verdict

COLOURS: Mapping[Severity, str] = {  # in a terminal
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "dim",
}
NOT_TO_BE_TESTED = (Reason.NOT_PERMITTED, Reason.NOT_REQUESTED, Reason.UNTRUSTED)
NOT_ALL_TESTED = 3  # exit status


def not_all_tested(verdicts: Iterable[Verdict]) -> bool:
    """Whether something that was to be tested was not, or not wholly; what is not permitted was not to be."""
    return any(not _reasons(verdict) <= set(NOT_TO_BE_TESTED) for verdict in verdicts)


def _reasons(verdict: Verdict) -> set[Reason]:
    """Why a verdict does not rest on all that it was to rest on."""
    if verdict.outcome is Outcome.NOT_TESTED:
        return {verdict.reason or Reason.INTERNAL_ERROR}
    return unseen_reasons(verdict)


def worst(verdicts: Iterable[Verdict]) -> Severity | None:
    """The highest severity among the findings, or None when there are none."""
    findings = (verdict.severity for verdict in verdicts if verdict.is_finding)
    return max(findings, key=lambda severity: severity.rank, default=None)
