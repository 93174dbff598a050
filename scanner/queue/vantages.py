"""The places from which workers look, and the queues of their jobs."""

from scanner.errors import ScannerError

MAIN = "local"  # the vantage whose verdicts are kept
URGENT = ".urgent"  # what is asked for at this moment, beside the runs of the night
LONGEST_NAME = 100


def queue_of(vantage: str, *, urgent: bool = False) -> str:
    """The queue that workers of a vantage take their jobs from."""
    return f"{vantage}{URGENT}" if urgent else vantage


def refuse_unusable_vantage(vantage: str) -> None:
    """Raise where a name would be another's queue.

    Raises:
        ScannerError: it is empty, too long, or ends as the queue of urgent jobs does.

    """
    if not vantage.strip() or len(vantage) > LONGEST_NAME or vantage.endswith(URGENT):
        raise ScannerError(
            f"--vantage: write a short name such as wan; it may not end in {URGENT}, which is for jobs that"
            " overtake others"
        )
