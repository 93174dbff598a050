"""Pictures of the pages whose content was tampered with: evidence beside the findings."""

from collections.abc import Iterable, Mapping
from datetime import date

from checks.facts import BrowserFacts
from checks.model import Outcome, Severity
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.reader import ScanReader

FAMILY = "content"
MOST_PICTURES = 20  # of a report, each of 150 kB at most: the page that shows them has its bound


def pictures_of(
    reader: ScanReader, observations: Iterable[Observation], day: date
) -> Mapping[EndpointKey, BrowserFacts]:
    """Of the endpoints whose content fails, those with the gravest findings first."""
    worst = ((_worst(seen), seen.key) for seen in observations)
    failing = sorted((-severity.rank, key) for severity, key in worst if severity is not None)
    return dict(reader.pictures((key for _, key in failing[:MOST_PICTURES]), day))


def _worst(seen: Observation) -> Severity | None:
    severities = (
        verdict.severity
        for verdict in seen.verdicts
        if verdict.outcome is Outcome.FAIL and verdict.check.startswith(f"{FAMILY}.")
    )
    return max(severities, key=lambda severity: severity.rank, default=None)
