"""``capdo scan show``: what one run found, of all endpoints or of those that are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import Engine as Database

from checks.model import Language
from inventory.cli.listing.filters import Chosen, endpoints_chosen, filtered
from inventory.cli.listing.forms import ListFormOption, print_listing
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.cli.terminal import show_table
from inventory.clock import today
from inventory.database.reading_only import opened_for_reading
from scanner.completion import telling
from scanner.completion.telling import Grouping
from scanner.errors import ScannerError
from scanner.listing.findings import listed_findings, standing_since
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs import terminal
from scanner.runs.reader import ScanReader
from scanner.runs.run_progress import Run
from scanner.waivers.log import WaiverLog
from scanner.waivers.model import Waiver
from scanner.waivers.view import waived_findings


@dataclass(frozen=True)
class SeenInRun:
    """What a run saw of the endpoints asked for, which of them it has left, and what stands of both today."""

    run: Run
    main: str  # the vantage whose verdicts all figures tell
    observations: tuple[Observation, ...]
    pending: frozenset[EndpointKey]
    standing: Sequence[Observation]


@filtered
def show(
    chosen: Chosen,
    run: Annotated[int, typer.Argument(metavar="RUN", help="The run, as list numbers it.")],
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
    *,
    form: ListFormOption = "text",
    not_tested: Annotated[
        bool, typer.Option("--not-tested", help="Only what could not be tested, and what its owner can do.")
    ] = False,
    by: Annotated[Grouping, typer.Option("--by", help="How --not-tested lists it.")] = Grouping.REASON,
    firewall_note: Annotated[
        bool,
        typer.Option("--firewall-note", help="Only a note to hand to whoever runs the firewall."),
    ] = False,
) -> None:
    """Show what one run found: an endpoint a line, worst first; then the findings of each by name.

    Then, of endpoints where something could not be told: how many earlier findings still stand there; at the
    end, which findings are waived today.
    """
    is_of_findings = not (not_tested or firewall_note)
    if not is_of_findings and (form != "text" or chosen != Chosen()):
        raise ScannerError("--not-tested and --firewall-note tell all of a run, as text: name nothing else")
    with opened_for_reading(database) as opened:
        if not is_of_findings:
            telling.show(opened, run, lang, by=by if not_tested else None, note=firewall_note)
            return
        seen, waivers = _seen(opened, run, chosen), WaiverLog(opened).waivers()
    if form == "text":
        _print(seen, waivers, lang)
    else:
        since = standing_since(seen.standing)
        print_listing(listed_findings(run, seen.observations, since, lang), form)


def _seen(opened: Database, number: int, chosen: Chosen) -> SeenInRun:
    reader = ScanReader(opened)
    run, observations, pending = reader.run(number), reader.observations(number), reader.pending(number)
    asked = endpoints_chosen(opened, chosen, today())
    if asked is not None:
        observations = tuple(seen for seen in observations if seen.key in asked)
        pending &= asked
    keys = pending | {seen.key for seen in observations}
    stands = reader.standing(brief=True, vantage=run.settings.vantage)
    standing = [seen for seen in stands if seen.key in keys]
    return SeenInRun(run, reader.main_vantage(), observations, pending, standing)


def _print(seen: SeenInRun, waivers: Sequence[Waiver], lang: Language) -> None:
    console, run, observations = Console(), seen.run, seen.observations
    if run.settings.vantage != seen.main:
        console.print(terminal.vantage_line(run.settings.vantage, seen.main, lang))
    show_table(terminal.observation_table(observations, lang))
    if seen.pending:
        console.print(terminal.left_line(run, seen.pending, lang))
    for line in terminal.findings_lines(observations, lang, standing_since(seen.standing)):
        console.print(line, soft_wrap=not console.is_terminal)
    for line in terminal.unconfirmed_lines(run, observations, seen.standing, lang):
        console.print(line)
    if waived := waived_findings(waivers, observations, today(), lang):
        console.print(waived)
