"""The composition root: mounts each package's commands, and is the one place that reports errors."""

import sys

import typer

from checks.commands import checks_app
from checks.model import ChecksError
from inventory.commands import inventory_app
from inventory.errors import InventoryError
from reports.errors import ReportError
from scanner.errors import ScannerError

INPUT_ERROR = 2

app = typer.Typer(name="capdo", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
app.add_typer(checks_app, name="checks")
app.add_typer(inventory_app, name="inventory")


def main() -> None:
    """Run the command line. An expected error is one line on stderr and exit status 2."""
    try:
        app()
    except (ChecksError, InventoryError, ReportError, ScannerError) as error:
        sys.stderr.write(f"capdo: {error}\n")
        sys.exit(INPUT_ERROR)
