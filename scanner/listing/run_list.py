"""``capdo scan list``: the runs, newest first."""

from collections.abc import Sequence

from checks.model import Language
from inventory.cli.listing.forms import Listing, named_document
from inventory.cli.terminal import show_table
from inventory.dates import moment
from scanner.runs import terminal
from scanner.runs.run_progress import Run


def listed_runs(runs: Sequence[Run], main: str, language: Language) -> Listing:
    """One run a row, with the vantage from which it looked. ``main``: the one that all figures tell."""
    headings = (terminal.RUN, terminal.STARTED, terminal.FINISHED, terminal.ENDPOINTS, terminal.VANTAGE)
    return Listing(
        title="",
        headings=[heading.to(language) for heading in headings],
        rows=[_row(run, language) for run in runs],
        document=lambda: named_document("runs", map(_object, runs)),
        shown=lambda: show_table(terminal.run_table(runs, language, main)),
    )


def _row(run: Run, language: Language) -> Sequence[object]:
    ended = moment(run.finished_at, language) if run.finished_at else None
    done = f"{run.done}/{run.endpoints}"
    return run.id, moment(run.started_at, language), ended, done, run.settings.vantage


def _object(run: Run) -> dict[str, object]:
    """Times are UTC; ``finished_at`` None: it is not finished."""
    return {
        **run.model_dump(mode="json", include={"id", "started_at", "finished_at", "endpoints", "done"}),
        "vantage": run.settings.vantage,
        "depth": run.settings.depth,
    }
