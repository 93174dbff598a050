"""The composition root: mounts each package's commands, and is the one place that reports errors."""

import io
import sys
from collections.abc import Callable
from importlib import import_module

import typer
from typer._click.core import Command, Context  # typer's own copy of click, as its signatures have it
from typer.core import TyperGroup

from checks.model import ChecksError
from inventory.errors import InventoryError
from inventory.safe_text import visible_lines
from reports.errors import ReportError
from scanner.errors import ScannerError
from scanner.version import SCANNER

INPUT_ERROR = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it

# Where each command lives. It is imported when called: an audit does not wait for the database's modules.
COMMANDS = {
    "doctor": "scanner.doctor:doctor",
    "demo": "reports.demo:demo",
    "audit": "reports.audit.commands:audit",
    "inventory": "inventory.cli.inventory_commands:inventory_app",
    "approval": "inventory.cli.approval_commands:approval_app",
    "waiver": "scanner.waivers.commands:waiver_app",
    "targets": "reports.targets.commands:targets",
    "deadlines": "reports.deadlines.commands:deadlines",
    "scan": "scanner.commands:scan_app",
    "report": "reports.commands:report_app",
    "checks": "reports.catalogue.commands:checks_app",
    "reasons": "reports.catalogue.reasons:reasons",
    "version": "capdo:version",
}


class Commands(TyperGroup):
    """The commands by name, each imported when it is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - click's signature
        """The command of a name, or None."""
        return _load(cmd_name) if cmd_name in COMMANDS else None


def _load(name: str) -> Command:
    module, _, attribute = COMMANDS[name].partition(":")
    found: typer.Typer | Callable[..., None] = getattr(import_module(module), attribute)
    command = typer.main.get_group(found) if isinstance(found, typer.Typer) else _single(name, found)
    command.name = name
    return command


def _single(name: str, function: Callable[..., None]) -> Command:
    mounted = typer.Typer(add_completion=False)
    mounted.command(name)(function)
    return typer.main.get_command(mounted)


app = typer.Typer(
    name="capdo",
    cls=Commands,
    help="Information-security compliance scanner for government systems.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def capdo() -> None:
    """Information-security compliance scanner for government systems."""


def version() -> None:
    """Print the version."""
    typer.echo(SCANNER)


def main() -> None:
    """Run the command line. An expected error is one line on stderr and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the locale: JSON is UTF-8 (RFC 8259, 8.1)
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except (ChecksError, InventoryError, ReportError, ScannerError) as error:
        sys.stderr.write(f"capdo: {visible_lines(str(error))}\n")
        sys.exit(INPUT_ERROR)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
