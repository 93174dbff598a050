"""A verdict as a row of a system's table: written once for all endpoints of which the same is told."""

from functools import lru_cache
from typing import NamedTuple

from checks.model import Language, Outcome, Severity
from reports.text.html_environment import escaped
from reports.text.locale import load

ALIKE = 20_000  # rows kept, each of which may be that of many endpoints


class ToldVerdict(NamedTuple):
    """Everything that a row shows, so that equal ones have equal rows; texts are not escaped yet.

    ``severity`` None: it is no finding. ``waiver``, ``evidence`` None: there is none to be told. ``age``:
    empty where the newest look confirmed it.
    """

    language: Language
    check: str
    severity: Severity | None
    outcome: Outcome
    heading: str
    summary: str
    waiver: str | None
    age: str
    evidence: str | None


@lru_cache(maxsize=ALIKE)
def row(told: ToldVerdict) -> str:
    """The row."""
    strings = load(told.language).strings
    name, summary = _struck(escaped(told.heading), told), _struck(escaped(told.summary), told)
    if told.severity is None:
        first = tag(strings[f"outcome.{told.outcome}"])
    else:
        first = _struck(tag(strings[f"severity.{told.severity}"], f"sev sev-{told.severity}"), told)
        name = f'<a href="#k-{escaped(told.check)}">{name}</a>'
    beside = "".join(f" <small>{escaped(text)}</small>" for text in (told.waiver, told.age) if text)
    below = "" if told.evidence is None else f'<span class="seen">{escaped(told.evidence)}</span>'
    return f"<tr><td>{first}</td><td>{name}</td><td>{summary}{beside}{below}</td></tr>\n"


def tag(text: str, kind: str = "out") -> str:
    """A word or two in a frame, of one of the style sheet's kinds."""
    return f'<span class="{kind}">{escaped(text)}</span>'


def _struck(markup: str, told: ToldVerdict) -> str:
    """A finding that is waived: there still, and struck through."""
    return markup if told.waiver is None else f'<s class="waived">{markup}</s>'
