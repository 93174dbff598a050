"""``python -m scanner.lab FOLDER``: run the lab until standard input closes or the parent is gone.

One line of JSON on standard output says that it is ready and where: a ``scanner.lab.model.Lab``.
"""

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path

from inventory.clock import now
from scanner.errors import ScannerError
from scanner.lab.connections.listening import Listeners
from scanner.lab.starting import start

PARENT_POLL_SECONDS = 0.5
READ_BYTES = 65_536


async def run(folder: Path) -> None:
    """Serve until told to stop."""
    parent, stop = os.getppid(), asyncio.Event()
    _stop_on_signals_and_end_of_input(stop)
    async with Listeners() as listeners:
        lab = await start(listeners, folder, now)
        sys.stdout.write(lab.model_dump_json() + "\n")
        sys.stdout.flush()
        # The end of input may never come: a worker forked by the parent can hold the pipe open after it.
        while os.getppid() == parent and not await _happens(stop, PARENT_POLL_SECONDS):
            pass


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _stop_on_signals_and_end_of_input(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)

    def wait_for_end() -> None:
        while os.read(sys.stdin.fileno(), READ_BYTES):
            pass
        loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=wait_for_end, daemon=True).start()


def main() -> int:
    """Exit status 2 and one line on standard error when it cannot start."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():  # noqa: PLR2004 - the program and its one argument
        sys.stderr.write("usage: python -m scanner.lab FOLDER (an existing folder, for its certificates)\n")
        return 2
    try:
        asyncio.run(run(Path(sys.argv[1]).resolve()))
    except (ScannerError, OSError) as error:
        sys.stderr.write(f"the lab cannot run: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
