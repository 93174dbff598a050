"""``capdo worker``: looks at what runs and audits have put in the queue."""

import asyncio
import signal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checks.model import Text
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.clock import now
from inventory.database.location import location
from inventory.database.opening import open_database, parsed
from inventory.dates import moment
from inventory.errors import InventoryError
from inventory.model import Language
from scanner.probes import service_manager
from scanner.queue.by_whom import refuse_other_than_postgresql
from scanner.vantages.seen_from import chosen_vantage

if TYPE_CHECKING:
    from scanner.queue.working import Worker

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
MOST_AT_ONCE = 256
_VANTAGE = "Whose jobs to take: the name of the place from which this machine looks; else the main vantage."
_CONCURRENCY = "Jobs at once, each the endpoints of one address; as many urgent ones besides."
WORKING = Text(
    vi="{at} Tiến trình quét bắt đầu: vị trí {vantage}, {concurrency} việc cùng lúc.",
    en="{at} The worker begins: vantage {vantage}, {concurrency} jobs at once.",
)

WorkersVantageOption = Annotated[str | None, typer.Option("--vantage", metavar="NAME", help=_VANTAGE)]


def worker(
    vantage: WorkersVantageOption = None,
    concurrency: Annotated[
        int, typer.Option("--concurrency", metavar="N", min=1, max=MOST_AT_ONCE, help=_CONCURRENCY)
    ] = 8,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Look at what runs and audits put in the queue of a PostgreSQL database, until it is stopped.

    Any number of workers, on any machines, share the few connections to an address. One that is killed loses
    nothing: within a minute another one takes its jobs.

    Exit status: 2 wrong input; 130 stopped.
    """
    refuse_other_than_postgresql(parsed(location(database)))
    # Imported here: where Procrastinate is not installed, that is told in a line.
    from scanner.queue.working import Worker  # noqa: PLC0415 - see above

    opened = open_database(database)
    looks_from = chosen_vantage(opened, vantage)

    def said(line: str) -> None:
        typer.echo(f"{moment(now(), lang)} {line}")

    typer.echo(WORKING.to(lang).format(at=moment(now(), lang), vantage=looks_from, concurrency=concurrency))
    asyncio.run(
        _until_stopped(
            Worker(
                database=opened,
                vantage=looks_from,
                concurrency=concurrency,
                failed=lambda error: said(told(error, lang)),
                beat=lambda: service_manager.notify(service_manager.ALIVE),
            )
        )
    )
    raise typer.Exit(INTERRUPTED)


def told(error: BaseException, language: Language) -> str:
    """Trouble of the database as it is; what is our own fault with its kind."""
    if isinstance(error, InventoryError):
        return error.to(language)
    return f"{type(error).__name__}: {error}".strip().replace("\n", " ")


def _without_the_database(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What Procrastinate's tasks leave behind when the database goes is told in a line by the worker."""
    from procrastinate.exceptions import ConnectorException  # noqa: PLC0415 - see above

    if not isinstance(context.get("exception"), ConnectorException):
        loop.default_exception_handler(context)


async def _until_stopped(working: "Worker") -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_without_the_database)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, working.stopping.set)
    service_manager.notify(service_manager.READY)
    await working.serve()
    service_manager.notify(service_manager.STOPPING)
