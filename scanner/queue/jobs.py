"""The jobs of the queue: what they are called, how they are retried, how they are handed out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from procrastinate import App, BaseRetryStrategy, RetryDecision, SyncPsycopgConnector
from procrastinate.jobs import Job
from sqlalchemy import Connection

from inventory.errors import InventoryError
from inventory.settings.vantage import INTERNET
from scanner.queue.vantages import queue_of

LOOK = "capdo.look"  # the task's name, which is kept in the database: it never changes
LONGEST_WAIT = 60  # seconds
MOST_ATTEMPTS = 8  # of what fails by itself
MOST_TAKEN_BACK = 40  # of what fails for the database, or whose worker was lost


class BackOff(BaseRetryStrategy):
    """Again after 1, 2, 4 … seconds, at most a minute; for longer where only the database fails.

    ``tell``: told of each fault that is not the database's.
    """

    def __init__(self, tell: Callable[[BaseException], None] = lambda _: None) -> None:
        self._tell = tell

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When; None: no more."""
        is_of_database = isinstance(exception, InventoryError)
        if not is_of_database:
            self._tell(exception)
        if job.attempts >= (MOST_TAKEN_BACK if is_of_database else MOST_ATTEMPTS):
            return None
        return RetryDecision(retry_in={"seconds": min(LONGEST_WAIT, 2 ** min(job.attempts, 10))})


@dataclass(frozen=True, kw_only=True)
class NewJob:
    """Some looks that one worker is to make, at addresses that they share.

    ``lock``: of jobs with the same one only one is carried out at a time. None is ever queued for its name
    alone (Procrastinate's ``queueing_lock``), which does not go together with it.
    """

    looks: Sequence[int]
    lock: str | None
    vantage: str = INTERNET
    urgent: bool = False


def put_in(connection: Connection, jobs: Iterable[NewJob]) -> list[int]:
    """Put jobs in the queue within a transaction of the database; their ids."""
    made = [
        Job(
            id=None,
            queue=queue_of(job.vantage, urgent=job.urgent),
            lock=job.lock,
            queueing_lock=None,
            task_name=LOOK,
            priority=int(job.urgent),
            task_kwargs={"looks": list(job.looks)},
        )
        for job in jobs
    ]
    if not made:
        return []
    manager = App(connector=SyncPsycopgConnector()).job_manager
    raw = connection.connection.driver_connection
    return [job.id or 0 for job in manager.batch_defer_jobs(made, connection=raw)]
