"""Two halves of one command that each read much of a database, side by side on two processors."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

Result = TypeVar("Result")


@contextmanager
def in_second_process(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """What gives the result of ``work``, which another process does meanwhile.

    ``work`` must be picklable and opens the database itself: no connection may cross into another process.
    Its errors are raised where the result is asked for. Ctrl-C ends both without a word of the other.
    """
    with ProcessPoolExecutor(1, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_DFL)) as pool:
        other = pool.submit(work)

        def result() -> Result:
            try:
                return other.result()
            except BrokenProcessPool:  # somebody ended it, or there was not the memory for two
                return work()

        yield result
