"""The composition root: mounts each package's commands, and is the one place that reports errors."""

import sys

import typer

from checks.commands import checks_app
from checks.model import ChecksError
from inventory.approval_commands import approval_app
from inventory.commands import inventory_app
from inventory.errors import InventoryError
from reports.audit.commands import audit
from reports.commands import report_app
from reports.deadlines.commands import deadlines
from reports.demo import demo
from reports.errors import ReportError
from reports.targets import targets
from scanner.commands import scan_app
from scanner.doctor import doctor
from scanner.errors import ScannerError
from scanner.version import SCANNER

INPUT_ERROR = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it

app = typer.Typer(
    name="capdo",
    help="Information-security compliance scanner for government systems.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(doctor)
app.command()(demo)
app.command()(audit)
app.add_typer(inventory_app, name="inventory")
app.add_typer(approval_app, name="approval")
app.command()(targets)
app.command()(deadlines)
app.add_typer(scan_app, name="scan")
app.add_typer(report_app, name="report")
app.add_typer(checks_app, name="checks")


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(SCANNER)


def main() -> None:
    """Run the command line. An expected error is one line on stderr and exit status 2."""
    try:
        app()
    except (ChecksError, InventoryError, ReportError, ScannerError) as error:
        sys.stderr.write(f"capdo: {error}\n")
        sys.exit(INPUT_ERROR)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
