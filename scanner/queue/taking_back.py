"""Jobs whose worker was lost are put back in the queue, which Procrastinate does not do by itself.

Whoever lives looks for them: each worker, and whoever waits for a run of workers.
"""

from sqlalchemy import Engine
from sqlalchemy import text as sql

from inventory.database.transactions import writing
from scanner.queue.jobs import LOOK, MOST_TAKEN_BACK
from scanner.queue.tables import ASKED, GIVEN_UP

BEAT_EVERY = 5.0  # seconds between two signs of life of a worker
LOST_AFTER = 25.0  # seconds without one
LOOKED_FOR_EVERY = 5.0  # seconds
# What is locked is being settled by another: whoever looks next finds it so.
_LOST = """
    SELECT job.id, job.attempts FROM procrastinate_jobs job
    LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND job.task_name = :task
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :seconds))
    FOR UPDATE OF job SKIP LOCKED
"""
_BACK = "SELECT procrastinate_retry_job_v2(:job, now(), NULL, NULL, NULL)"
_END = "SELECT procrastinate_finish_job_v1(:job, 'failed', false)"
_GIVE_UP = """
    UPDATE queued_looks SET state = :given_up WHERE state = :asked AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs job
        WHERE job.id = queued_looks.job_id AND job.status IN ('todo', 'doing'))
"""
_OLD = """
    DELETE FROM procrastinate_jobs WHERE task_name = :task AND status <> 'doing'
      AND NOT EXISTS (SELECT 1 FROM queued_looks WHERE job_id = procrastinate_jobs.id)
"""


def take_back(database: Engine) -> int:
    """Put back the jobs of workers that gave no sign of life; how many there were.

    What was tried too often is given up; jobs whose looks nobody wants any more are forgotten.

    Raises:
        InventoryError: the database cannot be written.

    """
    with writing(database) as connection:
        lost = connection.execute(sql(_LOST), {"task": LOOK, "seconds": LOST_AFTER}).all()
        for job, attempts in lost:
            connection.execute(sql(_END if attempts >= MOST_TAKEN_BACK else _BACK), {"job": job})
        connection.execute(sql(_GIVE_UP), {"given_up": GIVEN_UP, "asked": ASKED})
        connection.execute(sql(_OLD), {"task": LOOK})
    return len(lost)
