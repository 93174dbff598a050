"""The HTML form of audits: one self-contained page in the leadership report's style."""

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from checks.facts import BrowserFacts
from checks.model import Language, Outcome, Verdict
from checks.registry import all_checks, heading_of
from reports.audit.document import worst_first
from reports.audit.grades import grade_lines
from reports.audit.own_ipv6 import own_ipv6_lines
from reports.model import PagePicture
from reports.text.html_environment import environment, policy, stylesheet
from reports.text.locale import load
from reports.text.seen import seen
from scanner.observation import Observation

EVIDENCE_LENGTH = 300


def audit_page(audits: Sequence[tuple[str, Observation]], lang: Language) -> str:
    """The page of one or more audits: the target as typed, and what was seen."""
    css = stylesheet()
    views = [_view(target, observation, lang) for target, observation in audits]
    page: str = (
        environment()
        .get_template("audit.html.j2")
        .render(
            l=load(lang),
            css=Markup(css),  # noqa: S704 - our own file
            policy=policy(css, pictures=any(view["picture"] for view in views)),
            checks=all_checks(),
            evidence=partial(seen, facts=None, lang=lang, length=EVIDENCE_LENGTH),
            heading=heading_of,
            audits=views,
        )
    )
    return page


def _view(target: str, observation: Observation, lang: Language) -> dict[str, object]:
    ordered = worst_first(observation.verdicts)
    return {
        "target": target,
        "seen": observation,
        "marks": (*grade_lines(observation, lang), *own_ipv6_lines(observation, lang)),
        "verdicts": ordered,
        "picture": _picture(observation),
        "beside": next((one.check for one in ordered if one.is_finding and _is_of_content(one)), None),
        "findings": sum(verdict.is_finding for verdict in observation.verdicts),
        "untested": sum(verdict.outcome is Outcome.NOT_TESTED for verdict in observation.verdicts),
    }


def _is_of_content(verdict: Verdict) -> bool:
    return verdict.check.startswith("content.")


def _picture(observation: Observation) -> PagePicture | None:
    browser = observation.facts.browser if observation.facts else None
    if not isinstance(browser, BrowserFacts) or not browser.picture:
        return None
    return PagePicture.of(observation.target.host, browser)
