"""A system of the page with what was seen of its endpoints: made here, as a large estate has thousands.

Every text goes through ``escaped``, as nothing here does so by itself; tags and ids of checks are ours.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from checks.check import heading
from checks.model import Outcome, Severity, Verdict
from inventory.model import Code
from reports.html.system_facts import facts_of
from reports.html.verdict_rows import ToldVerdict, row, tag
from reports.model import CheckView, EndpointView, Report, SeverityCounts, SystemView
from reports.sentences import phrases
from reports.sentences.ages import age, open_since
from reports.text.html_environment import escaped
from reports.text.locale import Locale
from reports.text.seen import seen

EVIDENCE_LENGTH = 300
HTTPS = 443
COUNTED = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
# Outcomes that are counted rather than told one by one. Of a large estate the findings alone are told: with
# everything, the page of 5,000 systems has 22 MB; JSON and XLSX have the rest.
QUIET = (Outcome.PASS, Outcome.NOT_APPLICABLE)
COMPACT_QUIET = (Outcome.NOT_TESTED, Outcome.INFO, *QUIET)


# By whom a row is made: one verdict, and one age, may be those of many endpoints. At last its waiver.
_Alike = tuple[int, int, datetime | None, int | None]


@dataclass(frozen=True)
class SystemDetails:
    """The systems of one report. ``compact``: findings without their evidence; the rest is counted."""

    report: Report
    locale: Locale
    compact: bool
    checks: Mapping[str, CheckView] = field(init=False)
    waivers: Mapping[int, str] = field(init=False)  # what is said of each, by number
    rows: dict[_Alike, str] = field(default_factory=dict, init=False)  # made so far

    def __post_init__(self) -> None:
        """Look up once what is asked for thousands of times."""
        said = {
            view.number: f"{self.locale.t('waiver.numbered', number=view.number)}: "
            + phrases.waiver(view, self.locale)
            for view in self.report.waivers
        }
        object.__setattr__(self, "waivers", said)
        object.__setattr__(self, "checks", {check.id: check for check in self.report.checks})

    def of(self, system: SystemView) -> Markup:
        """One system."""
        code, endpoints = escaped(system.code), [self.report.endpoints[number] for number in system.endpoints]
        tags = "\n".join(self._tags(system, endpoints))
        parts = (
            f'<details class="sys" id="s-{code}"><summary><h4>{escaped(system.name)}</h4> ',
            f'<span class="code">{code}</span>\n<span class="tags">{tags}</span></summary>\n',
            *self._facts(system),
            *(part for endpoint in endpoints for part in self._endpoint(endpoint, system.code)),
            "</details>\n",
        )
        return Markup("".join(parts))  # noqa: S704 - every text in it is escaped

    def _tags(self, system: SystemView, endpoints: Iterable[EndpointView]) -> Iterator[str]:
        approval, words = system.approval, self.locale
        stage = words.t("systems.level_n", n=approval.level) if approval.level else None
        yield tag(stage or words.t(f"stage.{approval.stage}"))
        if not system.in_operation:
            yield tag(words.t("systems.not_in_operation"))
        if approval.unconfirmed:
            yield tag(words.t("targets.unconfirmed_list"), "out todo")
        if system.contradicted:
            yield tag(words.t("systems.review"), "out todo")
        yield from self._counts(system.findings)
        if endpoints and all(endpoint.observed_at is None for endpoint in endpoints):
            yield tag(words.t("systems.not_scanned"))
        if system.not_tested:
            yield tag(words.n("count.not_tested", system.not_tested))

    def _counts(self, findings: SeverityCounts) -> Iterator[str]:
        for severity in COUNTED:
            if count := getattr(findings, severity):
                said = f"{self.locale.integer(count)} {self.locale.strings[f'severity.{severity}']}"
                yield tag(said, f"sev sev-{severity}")
        if findings.waived:
            yield tag(self.locale.n("waiver.count", findings.waived))

    def _facts(self, system: SystemView) -> Iterator[str]:
        yield '<dl class="facts">\n'
        for name, value in facts_of(system, self.locale):
            yield f"<div><dt>{escaped(name)}<dd>{escaped(value)}</div>\n"  # HTML needs no end tags here
        yield "</dl>\n"
        if unconfirmed := system.approval.unconfirmed:
            rules = "; ".join(map(self.locale.text, unconfirmed))
            yield f"<p><b>{escaped(self.locale.t('targets.unconfirmed_list'))}</b>: {escaped(rules)}</p>"
        if not system.endpoints:
            yield f"<p>{escaped(self.locale.t('systems.no_endpoints'))}</p>"

    def _endpoint(self, endpoint: EndpointView, code: Code) -> Iterator[str]:
        words, others = self.locale, len(endpoint.systems) - 1
        port = "" if endpoint.https_port == HTTPS else f":{endpoint.https_port}"
        when = endpoint.observed_at and words.t("systems.observed", when=words.moment(endpoint.observed_at))
        shared = f"; {words.n('systems.shared', others)}" if others > 0 else ""
        said = escaped((when or words.t("systems.not_scanned")) + shared)
        yield f'<h5>{escaped(endpoint.host)}{port} <span class="soft">{said}</span></h5>\n'
        quiet = self._quiet
        listed = [verdict for verdict in endpoint.verdicts if verdict.outcome not in quiet]
        if listed:
            yield self._table_head(endpoint.host)
            yield from (self._row(verdict, endpoint, code) for verdict in listed)
            yield "</tbody>\n</table>\n"
        if len(listed) < len(endpoint.verdicts):
            yield from self._counted(endpoint.verdicts)

    @property
    def _quiet(self) -> Sequence[Outcome]:
        return COMPACT_QUIET if self.compact else QUIET

    def _table_head(self, host: str) -> str:
        keys = ("systems.outcome", "systems.check", "systems.evidence")
        heads = "".join(f'<th scope="col">{escaped(self.locale.strings[key])}</th>' for key in keys)
        said = escaped(self.locale.t("systems.caption", host=host))
        caption = (
            "" if self.compact else f'<caption class="vh">{said}</caption>\n'
        )  # the heading above says it
        return f'<table class="v">\n{caption}<thead><tr>{heads}</tr></thead>\n<tbody>\n'

    def _row(self, verdict: Verdict, endpoint: EndpointView, code: Code) -> str:
        by = (
            waived.waiver
            for waived in endpoint.waived
            if waived.system == code and waived.check == verdict.check
        )
        number, confirmation = next(by, None), endpoint.confirmations.get(verdict.check)
        looked = None if confirmation else endpoint.observed_at
        alike = id(verdict), id(confirmation), looked, number  # the report holds both as long as this lives
        if alike not in self.rows:
            self.rows[alike] = self._written(verdict, endpoint, number)
        return self.rows[alike]

    def _written(self, verdict: Verdict, endpoint: EndpointView, number: int | None) -> str:
        lang = self.locale.language
        told = ToldVerdict(
            language=lang,
            check=verdict.check,
            severity=verdict.severity if verdict.is_finding else None,
            outcome=verdict.outcome,
            heading=heading(self.checks[verdict.check], verdict.outcome).to(lang),
            summary=verdict.summary.to(lang),
            waiver=None if number is None else self.waivers[number],
            age=self._age(verdict, endpoint),
            evidence=None
            if self.compact or not verdict.evidence
            else seen(verdict, None, lang, EVIDENCE_LENGTH),
        )
        return row(told)

    def _age(self, verdict: Verdict, endpoint: EndpointView) -> str:
        """Of a finding since when it is open, and for how many days; then what is told of any verdict."""
        confirmation = endpoint.confirmations.get(verdict.check)
        since = confirmation.since if confirmation else endpoint.observed_at
        told = age(confirmation, self.locale)
        if not verdict.is_finding or since is None:
            return told
        opened = open_since(since, self.report.as_of, self.locale)
        return f"{opened}; {told}" if told else opened

    def _counted(self, verdicts: Sequence[Verdict]) -> Iterator[str]:
        """What is not told one by one, by outcome: how many, and unless compact which."""
        outcomes = [verdict.outcome for verdict in verdicts]
        counted = {outcome: count for outcome in self._quiet if (count := outcomes.count(outcome))}
        told = [
            (outcome, f"{self.locale.strings[f'outcome.{outcome}']} ({count})")
            for outcome, count in counted.items()
        ]
        if self.compact:
            yield f'<p class="quiet"><b>{escaped(" · ".join(said for _, said in told))}</b></p>\n'
            return
        for outcome, said in told:
            alike = (verdict.check for verdict in verdicts if verdict.outcome is outcome)
            titles = "; ".join(self.locale.text(self.checks[check].title) for check in alike)
            yield f'<p class="quiet"><b>{escaped(said)}</b>: {escaped(titles)}</p>\n'
