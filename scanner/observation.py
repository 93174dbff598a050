"""What a look at one endpoint gave: facts, verdicts, and what it cost."""

from datetime import datetime

from checks.facts import Facts, Target
from checks.model import Frozen, Verdict


class Observation(Frozen):
    """One endpoint in one run. Times are UTC; ``connections`` counts those opened, by kind."""

    run: int | None = None  # None: an audit outside any run
    target: Target
    facts: Facts | None = None  # None: left in the store, where a report does not need them
    verdicts: tuple[Verdict, ...]
    connections: dict[str, int]  # dns, reach, tls, http, ports
    started_at: datetime
    finished_at: datetime

    @property
    def key(self) -> tuple[str, int, int]:
        """The endpoint: host, https port, http port."""
        return (self.target.host, self.target.https_port, self.target.http_port)
