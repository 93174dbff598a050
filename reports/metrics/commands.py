"""``capdo report metrics``."""

from inventory.cli.options import DatabaseOption
from inventory.clock import now
from inventory.database.reading_only import opened_for_reading
from reports.assembly.building import build_report
from reports.errors import ReportError
from reports.files import require_writable, write_bytes
from reports.gathering.report import gather
from reports.gathering.scope import Scope
from reports.metrics.state import state_of
from reports.options import ActingOption, OrganizationOption, OutputOption, PlanOption


def metrics(
    output: OutputOption = None,
    plan: PlanOption = None,
    organization: OrganizationOption = None,
    acting: ActingOption = None,
    database: DatabaseOption = None,
) -> None:
    """Write the figures of today for Prometheus: a file that node-exporter's textfile collector reads.

    It is written whole and renamed, so that nobody reads half of it; name it FILE.prom. deploy/grafana has a
    dashboard that shows them. /dev/stdout prints them.
    """
    from reports.metrics.exposition import exposition  # noqa: PLC0415 - nor is prometheus-client for the page

    if output is None:
        raise ReportError("name the file: --output FILE.prom")
    require_writable(output)
    report = build_report(gather(database, plan, None, now(), Scope(acting, organization), brief=True))
    with opened_for_reading(database) as engine:
        state = state_of(engine)
    write_bytes(output, exposition(report, state))
