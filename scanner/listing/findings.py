"""``capdo scan show``: the findings of one run by name, each with its severity and since when it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from checks.model import Language, Outcome, Text, Verdict
from checks.registry import heading_of
from checks.words import SEVERITIES
from inventory.cli.listing.forms import Listing
from inventory.clock import day_of
from inventory.dates import day
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.terminal import badness, findings_of, place
from scanner.severities import worst

SCHEMA = "capdo.run/1"
COLUMNS = (
    Text(vi="Điểm truy cập", en="Endpoint"),
    Text(vi="Mức độ", en="Severity"),
    Text(vi="Phát hiện", en="Finding"),
    Text(vi="Phép kiểm tra", en="Check"),
    Text(vi="Từ ngày", en="Since"),
    Text(vi="Chi tiết", en="Details"),
)
Since = Mapping[tuple[EndpointKey, str], datetime]  # by endpoint and check; UTC


def standing_since(standing: Iterable[Observation]) -> Since:
    """Since when each finding that stands does so without a break."""
    return {
        (seen.key, verdict.check): seen.confirmations[verdict.check].since
        for seen in standing
        for verdict in seen.verdicts
        if verdict.is_finding and verdict.check in seen.confirmations
    }


def listed_findings(
    run: int, observations: Sequence[Observation], since: Since, language: Language
) -> Listing:
    """One finding a row, the worst endpoint first; its JSON has every endpoint, without findings too."""
    in_order = sorted(observations, key=badness)
    return Listing(
        title="",
        headings=[column.to(language) for column in COLUMNS],
        rows=[_row(seen, verdict, since, language) for seen in in_order for verdict in findings_of(seen)],
        document=lambda: {
            "schema": SCHEMA,
            "run": run,
            "endpoints": list(_objects(in_order, since, language)),
        },
    )


def _row(seen: Observation, verdict: Verdict, since: Since, language: Language) -> Sequence[object]:
    begun = since.get((seen.key, verdict.check))
    return (
        place(seen),
        SEVERITIES[verdict.severity].to(language),
        heading_of(verdict.check, verdict.outcome).to(language),
        verdict.check,
        day(day_of(begun), language) if begun else None,
        verdict.summary.to(language),
    )


def _objects(
    in_order: Iterable[Observation], since: Since, language: Language
) -> Iterator[dict[str, object]]:
    """Times are UTC."""
    for seen in in_order:
        severity = worst(seen.verdicts)
        yield {
            "host": seen.target.host,
            "https_port": seen.target.https_port,
            "http_port": seen.target.http_port,
            "looked_at": seen.finished_at.isoformat(),
            "worst": severity and severity.value,
            "not_tested": sum(one.outcome is Outcome.NOT_TESTED for one in seen.verdicts),
            "connections": sum(seen.connections.values()),
            "findings": [_finding(seen, one, since, language) for one in findings_of(seen)],
        }


def _finding(seen: Observation, verdict: Verdict, since: Since, language: Language) -> dict[str, object]:
    begun = since.get((seen.key, verdict.check))
    return {
        "check": verdict.check,
        "outcome": verdict.outcome.value,
        "severity": verdict.severity.value,
        "title": heading_of(verdict.check, verdict.outcome).to(language),
        "summary": verdict.summary.to(language),
        "since": begun.isoformat() if begun else None,
    }
