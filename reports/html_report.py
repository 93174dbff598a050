"""The leadership report: one HTML page that needs no network, no script and no other file."""

import base64
import hashlib
from functools import partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checks.model import Language, Verdict
from reports import charts, sentences, wording
from reports.assembly.order import evidence_line
from reports.model import Report
from reports.plain_text import shortened, visible

COMPACT_ABOVE = 500  # systems; beyond, what passed is counted and not listed, and evidence is cut shorter
EVIDENCE_LENGTH = 300
COMPACT_EVIDENCE_LENGTH = 120
LIMITS = {"first": 12, "all": 100, "problems": 10, "evidence": 5}


def render_html(report: Report, language: Language = "vi") -> str:
    """The whole page in one language. Whatever a server or a file said is escaped, and inert."""
    environment = _environment()
    css = (files("reports") / "templates" / "report.css").read_text(encoding="utf-8")
    return environment.get_template("report.html.j2").render(
        **_helpers(report, wording.load(language)),
        report=report,
        css=Markup(css),  # noqa: S704 - our own file
        policy=_policy(css),
        limits=LIMITS,
        checks={check.id: check for check in report.checks},
        names={system.code: system.name for system in report.systems},
    )


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _helpers(report: Report, locale: wording.Locale) -> dict[str, Any]:
    compact = len(report.systems) > COMPACT_ABOVE
    length = COMPACT_EVIDENCE_LENGTH if compact else EVIDENCE_LENGTH
    return {
        "l": locale,
        "compact": compact,
        "unit": sentences.unit,
        "headline": sentences.headline(report, locale),
        "state_text": partial(sentences.state, locale=locale),
        "decision": partial(sentences.decision, locale=locale),
        "label": partial(sentences.label, locale=locale),
        "family": partial(sentences.named, "family", locale=locale),
        "kind_name": partial(sentences.named, "kind", locale=locale),
        "gauge": partial(charts.gauge, locale=locale),
        "evidence": partial(_evidence, length=length),
        "charts": {"severities": charts.severities(report, locale), "ipv6": charts.ipv6(report, locale)},
    }


def _evidence(verdict: Verdict, length: int) -> str:
    return shortened(evidence_line(verdict.evidence), length)


def _inert(value: object) -> object:
    """Control characters go from every text; markup is ours already."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(css: str) -> str:
    """Nothing may load or run; the one style sheet is known by its hash (CSP Level 3, section 8.4)."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
