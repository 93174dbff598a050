"""The HTML form of audits: one self-contained page in the leadership report's style."""

from collections.abc import Sequence

from markupsafe import Markup

from checks.model import Language, Outcome, Verdict
from checks.registry import all_checks
from reports.audit.document import worst_first
from reports.audit.grades import grade_line
from reports.text.evidence_line import evidence_line
from reports.text.html_environment import environment, policy, stylesheet
from reports.text.locale import load
from reports.text.plain_text import shortened
from scanner.observation import Observation

EVIDENCE_LENGTH = 300


def audit_page(audits: Sequence[tuple[str, Observation]], lang: Language) -> str:
    """The page of one or more audits: the target as typed, and what was seen."""
    css = stylesheet()
    page: str = (
        environment()
        .get_template("audit.html.j2")
        .render(
            l=load(lang),
            css=Markup(css),  # noqa: S704 - our own file
            policy=policy(css),
            checks=all_checks(),
            evidence=_evidence,
            audits=[_view(target, seen, lang) for target, seen in audits],
        )
    )
    return page


def _view(target: str, seen: Observation, lang: Language) -> dict[str, object]:
    return {
        "target": target,
        "seen": seen,
        "mark": grade_line(seen, lang),
        "verdicts": worst_first(seen.verdicts),
        "findings": sum(verdict.is_finding for verdict in seen.verdicts),
        "untested": sum(verdict.outcome is Outcome.NOT_TESTED for verdict in seen.verdicts),
    }


def _evidence(verdict: Verdict) -> str:
    return shortened(evidence_line(verdict.evidence), EVIDENCE_LENGTH)
