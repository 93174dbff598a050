"""What a look at one endpoint gave: facts, verdicts, and what it cost."""

from datetime import datetime

from checks.facts import Facts
from checks.model import Frozen, Verdict


class Observation(Frozen):
    """One endpoint in one run. Times are UTC; ``connections`` counts those opened, by kind."""

    run: int | None = None  # None: an audit outside any run
    facts: Facts
    verdicts: tuple[Verdict, ...]
    connections: dict[str, int]  # dns, reach, tls, http, ports
    started_at: datetime
    finished_at: datetime

    @property
    def key(self) -> tuple[str, int, int]:
        """The endpoint: host, https port, http port."""
        target = self.facts.target
        return (target.host, target.https_port, target.http_port)
