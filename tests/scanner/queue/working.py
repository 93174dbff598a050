"""Workers for tests: in this process, or in processes of their own that can be killed."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from scanner.queue.working import Worker

CAPDO = "import capdo; capdo.main()"


@contextmanager
def at_work(database: Engine, concurrency: int = 4, vantage: str = "internet") -> Iterator[Worker]:
    """A worker in a thread of its own, stopped at the end."""
    made: list[Worker] = []
    loop = asyncio.new_event_loop()
    is_made = threading.Event()

    async def work() -> None:
        made.append(Worker(database, vantage, concurrency))
        is_made.set()
        await made[0].serve()

    thread = threading.Thread(target=lambda: loop.run_until_complete(work()))
    thread.start()
    is_made.wait(60)
    try:
        yield made[0]
    finally:
        loop.call_soon_threadsafe(made[0].stopping.set)
        thread.join(120)
        loop.close()


def worker_process(url: str, *more: str) -> "subprocess.Popen[bytes]":
    """``capdo worker`` on its own; whoever starts it ends it."""
    command = [sys.executable, "-c", CAPDO, "worker", "--database", url, "--lang", "en", *more]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
