"""What a look at one endpoint gave: facts, verdicts, and what it cost."""

from collections.abc import Callable
from datetime import datetime

from checks.facts import Facts, Target
from checks.judging import NOT_TO_BE_SEEN
from checks.model import Frozen, Outcome, Verdict
from scanner.runs.standing.confirmation import Confirmation


class Observation(Frozen):
    """One endpoint in one run, or what stands of it. Times are UTC; ``connections``: those opened, by kind.

    ``confirmations``: of what stands, by check, how old it is; a check without one could never be told. Its
    times and connections are then those of the newest look that told something.
    """

    run: int | None = None  # None: an audit outside any run
    target: Target
    facts: Facts | None = None  # None: left in the store, where a report does not need them
    verdicts: tuple[Verdict, ...]
    connections: dict[str, int]  # dns, reach, tls, http, ports, files, browser; udp: datagrams
    requests: int = 0  # of HTTP, over those connections, in the look itself; the store keeps the facts' own
    started_at: datetime
    finished_at: datetime
    confirmations: dict[str, Confirmation] = {}

    def __reduce__(self) -> tuple[Callable[[str], "Observation"], tuple[str]]:
        """To the other process of a run it goes as JSON, as it is stored: half the work of its 300 parts."""
        return type(self).model_validate_json, (self.model_dump_json(),)

    @property
    def key(self) -> tuple[str, int, int]:
        """The endpoint: host, https port, http port."""
        return (self.target.host, self.target.https_port, self.target.http_port)

    @property
    def tells(self) -> bool:
        """Whether at least one check could be told: only then was the endpoint looked at.

        That checks don't apply is all that a dead host comes to, where its ports are closed or it is named by
        its address: it tells something only where nothing that was to be seen could not be told.
        """
        outcomes = {verdict.outcome for verdict in self.verdicts if verdict.reason not in NOT_TO_BE_SEEN}
        told = outcomes - {Outcome.NOT_TESTED, Outcome.NOT_APPLICABLE}
        return bool(told) or outcomes == {Outcome.NOT_APPLICABLE}

    def is_stale(self, check: str) -> bool:
        """Whether what stands of a check is too old to be counted where something is measured."""
        age = self.confirmations.get(check)
        return age is not None and age.stale
