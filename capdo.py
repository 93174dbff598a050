"""The composition root: it mounts the commands, and is the one place that reports errors."""

# ruff: noqa: E402 - what follows takes long to import, and Ctrl-C meanwhile is to end it without a traceback
import sys

SHOWN_OTHERWISE = sys.excepthook
sys.excepthook = lambda kind, *rest: None if kind is KeyboardInterrupt else SHOWN_OTHERWISE(kind, *rest)

import atexit
import gc
import io
import os
import warnings
from typing import Annotated, NoReturn

# Read before pydantic makes its first model: to look for plugins it reads the metadata of every package there
# is, and what judges evidence is not for another package to change.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# A command makes hundreds of thousands of objects that live until it ends: going over them again and again
# for what refers to itself is a fifth of the time of a large report.
gc.set_threshold(500_000, 100, 100)

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError  # typer's own copy of click

from checks.errors import ChecksError
from inventory.cli.language_option import LanguageOption
from inventory.clock import zone
from inventory.safe_text import visible_lines
from inventory.wording import language
from inventory.wording.phrases import Phrase, PhrasedError, Worded
from reports.command_line import TableGroup
from reports.command_table import COMMANDS
from scanner.errors import phrase_of

INPUT_ERROR = 2
NOT_THE_PLATFORM = Phrase(
    "Not the state platform for level dossiers (capdo.ais.gov.vn); form Mẫu 08 is exchanged with it."
)
ABORTED = 1  # at a question, as Typer has it
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
HELP = "Information-security compliance scanner for government systems."

# Hash chains that `approval verify` follows besides the inventory's own: it knows no scanner.
CHAINS = ("scanner.waivers.sealing:CHAIN", "scanner.runs.standing.verification:CHAIN")


class Commands(TableGroup):
    """Those of the table."""

    table = COMMANDS


app = typer.Typer(
    name="capdo",
    cls=Commands,
    help=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},  # inherited by all below
)


def version() -> None:
    """Print the version."""
    from scanner.version import SCANNER  # noqa: PLC0415 - reading the version takes longer than the rest

    typer.echo(SCANNER)
    typer.echo(NOT_THE_PLATFORM.to(language.chosen()))


def _print_version(asked: bool) -> None:  # noqa: FBT001 - Typer's signature
    if asked:
        version()
        raise typer.Exit


@app.callback(help=HELP)
def capdo(
    context: typer.Context,
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
    lang: LanguageOption = "vi",  # noqa: ARG001 - the option itself chooses it
) -> None:
    """Nothing is done yet but to refuse a wrong language, and a wrong time zone, which days depend on."""
    language.refuse_unknown_variable()
    zone()
    context.obj = CHAINS


def main() -> None:
    """Run the command line. An expected error is one line on stderr and exit status 2."""
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _run() -> None:
    if not sys.warnoptions:  # what libraries warn of is for developers, who ask for it with python -W
        warnings.simplefilter("ignore")
    _prepare_streams()
    # Nor need they all be gone over at the end, for cycles that end with the process anyway.
    atexit.register(gc.freeze)
    language.begin(language.named_in(sys.argv[1:]))
    try:
        sys.exit(app(standalone_mode=False))
    except NoArgsIsHelpError:  # which was shown
        sys.exit(INPUT_ERROR)
    except typer.Abort:
        _refuse(Phrase("stopped: the question was not answered"), ABORTED)
    except ClickException as error:
        # Imported here: only what is mistyped needs it.
        from reports.usage_errors import usage_phrase  # noqa: PLC0415

        _refuse(usage_phrase(error))
    except (ChecksError, PhrasedError) as error:
        _refuse(error if isinstance(error, PhrasedError) else phrase_of(error))


def _prepare_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the locale: JSON is UTF-8 (RFC 8259, 8.1)
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _refuse(said: Worded, status: int = INPUT_ERROR) -> NoReturn:
    sys.stderr.write(f"capdo: {visible_lines(said.to(language.chosen()))}\n")
    sys.exit(status)
