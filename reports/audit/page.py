"""The HTML form of audits: one self-contained page in the leadership report's style."""

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from checks.model import Language, Outcome
from checks.registry import all_checks, heading_of
from reports.audit.document import worst_first
from reports.audit.grades import grade_line
from reports.text.html_environment import environment, policy, stylesheet
from reports.text.locale import load
from reports.text.seen import seen
from scanner.observation import Observation

EVIDENCE_LENGTH = 900


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
            evidence=partial(seen, facts=None, lang=lang, length=EVIDENCE_LENGTH),
            heading=heading_of,
            audits=[_view(target, observation, lang) for target, observation in audits],
        )
    )
    return page


def _view(target: str, observation: Observation, lang: Language) -> dict[str, object]:
    return {
        "target": target,
        "seen": observation,
        "mark": grade_line(observation, lang),
        "verdicts": worst_first(observation.verdicts),
        "findings": sum(verdict.is_finding for verdict in observation.verdicts),
        "untested": sum(verdict.outcome is Outcome.NOT_TESTED for verdict in observation.verdicts),
    }
