"""The queues of workers' jobs: one for each place from which they look."""

URGENT = ".urgent"  # what is asked for at this moment, beside the runs of the night; no vantage has a point


def queue_of(vantage: str, *, urgent: bool = False) -> str:
    """The queue that workers of a vantage take their jobs from."""
    return f"{vantage}{URGENT}" if urgent else vantage
