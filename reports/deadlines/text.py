"""Deadlines as a table in the terminal."""

from collections.abc import Sequence
from datetime import date

from inventory.cli.listing.forms import Listing
from inventory.cli.terminal import print_table
from reports.model import DeadlineLine
from reports.sentences.phrases import due
from reports.text.locale import Locale

HEADINGS = ("deadlines.due", "deadlines.state", "deadlines.kind", "deadlines.system", "deadlines.basis")


def listed_deadlines(lines: Sequence[DeadlineLine], as_of: date, locale: Locale) -> Listing:
    """Overdue first, since that is the order of their days; or that there are none.

    Its JSON is a list with one object for each: the fields of ``DeadlineLine``; days in ISO 8601.
    """
    title = locale.t("deadlines.terminal", date=locale.date(as_of))
    return Listing(
        title=title,
        headings=[locale.t(heading) for heading in HEADINGS],
        rows=[_row(line, locale) for line in lines],
        document=lambda: [line.model_dump(mode="json") for line in lines],
        shown=None if lines else lambda: print_table(title, ("",), [[locale.t("deadlines.none")]]),
    )


def _row(line: DeadlineLine, locale: Locale) -> list[str]:
    mark = "" if line.verified else f" ({locale.t('report.to_verify')})"
    system = line.system
    return [
        locale.date(line.due),
        due(line.days_left, locale),
        locale.t(f"deadline.{line.kind}"),
        f"{system.code} – {system.name}" if system else locale.t("deadlines.everyone"),
        f"{locale.text(line.basis)}. {locale.text(line.origin)}{mark}",
    ]
