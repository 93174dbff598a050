"""Where the completion of a run is told: at its end, and by ``capdo scan show``."""

from enum import StrEnum

import typer
from rich.console import Console
from rich.text import Text as Plain
from sqlalchemy import Engine

from checks.model import Language
from inventory.cli.terminal import show_table
from inventory.database.store import InventoryStore
from scanner.completion.counting import Completion, completion
from scanner.completion.firewall_note import Scanner, firewall_note
from scanner.completion.view import (
    ALL_SEEN,
    cause_table,
    completion_line,
    lines_by_endpoint,
    lines_by_reason,
)
from scanner.observation import Observation
from scanner.probes.http.session import USER_AGENT
from scanner.probes.own_addresses import own_addresses
from scanner.runs.reader import ScanReader
from scanner.runs.run_progress import Run


class Grouping(StrEnum):
    """How what was not tested is listed."""

    REASON = "reason"
    ENDPOINT = "endpoint"


def completed(console: Console, found: Completion, language: Language) -> None:
    """At the end of a run: the line, and the table where something stood in the way."""
    if not found.endpoints:
        return
    console.print(completion_line(found, language))
    if (table := cause_table(found, language)) is not None:
        show_table(table)


def show(engine: Engine, number: int, language: Language, *, by: Grouping | None, note: bool) -> None:
    """What of one run was not tested (``by``; None: not that), and the note for the firewall.

    Raises:
        ScannerError: there is no such run.
        InventoryError: the database cannot be read.

    """
    reader = ScanReader(engine)
    run, observations = reader.run(number), reader.observations(number)
    found = completion(observations)
    if by is not None:
        _list(found, language, by)
    if note:
        scanner = Scanner(addresses=tuple(own_addresses()), agents=_agents(engine, run, observations))
        typer.echo(firewall_note(run, found, scanner), nl=False)


def _list(found: Completion, language: Language, by: Grouping) -> None:
    console = Console()
    console.print(completion_line(found, language))
    lines = list((lines_by_reason if by is Grouping.REASON else lines_by_endpoint)(found, language))
    for line in lines or [Plain(ALL_SEEN.to(language))]:
        console.print(line, soft_wrap=not console.is_terminal)


def _agents(engine: Engine, run: Run, observations: tuple[Observation, ...]) -> list[str]:
    """How the run introduced itself: as it was told to, else as each permission says, else as capdo."""
    if run.settings.user_agent:
        return [run.settings.user_agent]
    hosts = {seen.target.host for seen in observations}
    granted = [
        system.permission.user_agent or USER_AGENT
        for system, endpoint in InventoryStore(engine).load().endpoints()
        if system.permission and endpoint.host in hosts
    ]
    return sorted(set(granted)) or [USER_AGENT]
