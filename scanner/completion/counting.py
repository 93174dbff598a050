"""Of the endpoints of a run, how many were seen wholly, in part or not at all, and for which causes. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checks.judging import permitted_hours, unseen_reasons
from checks.model import Outcome, Reason, Verdict
from checks.registry import all_checks
from scanner.observation import Observation

ASKED_SO = frozenset({Reason.NOT_REQUESTED})  # nothing stood in the way: the run was not to look
OURS = frozenset(  # causes on this side
    {Reason.TOOL_MISSING, Reason.NO_IPV6_HERE, Reason.INTERNAL_ERROR, Reason.SCANNER_OFFLINE}
)
ONLY_NAMES = frozenset({"dns"})  # the kind of connection that does not go to the endpoint itself


class Seen(StrEnum):
    """How much of an endpoint a run saw."""

    WHOLLY = "wholly"
    PARTLY = "partly"
    NOT = "not"
    UNRESOLVED = "unresolved"  # its name leads to no address


@dataclass(frozen=True)
class EndpointCompletion:
    """One endpoint; ``causes``: how many checks each reason kept from being told, or told in part.

    ``hours``: of each check that only waits for its permitted hours, these.
    """

    observation: Observation
    seen: Seen
    causes: Mapping[Reason, int]
    hours: Sequence[tuple[str, ...]] = ()

    @property
    def is_named(self) -> bool:
        """Whether it was seen wholly, or what stood in the way has a name and is not on this side."""
        return not self.causes or not OURS & self.causes.keys()


@dataclass(frozen=True)
class Cause:
    """Why checks could not be told; ``places``: where, and how many of each endpoint's checks.

    ``is_late``: they are permitted, and only wait for the hour.
    """

    reason: Reason
    places: Sequence[tuple[EndpointCompletion, int]]
    is_late: bool

    @property
    def hours(self) -> Sequence[str]:
        """The permitted hours that are waited for, each once; none where it is for something else."""
        waited = (hour for endpoint, _ in self.places for hours in endpoint.hours for hour in hours)
        return list(dict.fromkeys(waited)) if self.is_late else []


@dataclass(frozen=True)
class Completion:
    """All endpoints that a run has looked at."""

    endpoints: tuple[EndpointCompletion, ...]

    def count(self, seen: Seen) -> int:
        """How many were seen so far."""
        return sum(endpoint.seen is seen for endpoint in self.endpoints)

    @property
    def resolving(self) -> tuple[EndpointCompletion, ...]:
        """Those whose names lead to an address."""
        return tuple(one for one in self.endpoints if one.seen is not Seen.UNRESOLVED)

    @property
    def named_share(self) -> float:
        """Of the endpoints whose names lead to an address, the part that ``is_named``, 0 to 1; 1 of none."""
        resolving = self.resolving
        return sum(one.is_named for one in resolving) / len(resolving) if resolving else 1.0

    def by_cause(self) -> Sequence[Cause]:
        """Each cause with the endpoints that it concerns, the one that concerns most of them first.

        What waits for its permitted hours is a cause of its own: nobody's consent is missing there.
        """
        found: defaultdict[tuple[Reason, bool], list[tuple[EndpointCompletion, int]]] = defaultdict(list)
        for endpoint in self.endpoints:
            for reason, count in endpoint.causes.items():
                late = len(endpoint.hours) if reason is Reason.NOT_PERMITTED else 0
                for is_late, checks in ((False, count - late), (True, late)):
                    if checks:
                        found[reason, is_late].append((endpoint, checks))
        causes = (Cause(reason, places, is_late=is_late) for (reason, is_late), places in found.items())
        return sorted(causes, key=lambda cause: (-len(cause.places), cause.reason, cause.is_late))


def completion(observations: Iterable[Observation]) -> Completion:
    """What a run's observations come to, by endpoint."""
    return Completion(tuple(map(_endpoint, observations)))


def _endpoint(observation: Observation) -> EndpointCompletion:
    causes: Counter[Reason] = Counter()
    for verdict in observation.verdicts:
        if not _is_left_to_its_owner(verdict):
            causes.update(_causes(verdict) - ASKED_SO)
    hours = [waited for verdict in observation.verdicts if (waited := permitted_hours(verdict))]
    return EndpointCompletion(observation, _seen(observation, causes), causes, hours)


def _is_left_to_its_owner(verdict: Verdict) -> bool:
    """Whether a permission has to name it by a word of its own, and does not: most of them never will."""
    check = all_checks().get(verdict.check)
    return verdict.reason is Reason.NOT_PERMITTED and check is not None and bool(check.needs_permission)


def _causes(verdict: Verdict) -> set[Reason]:
    """Why a check could not be told, or not of the whole; of what is incomplete, why that is."""
    unseen = unseen_reasons(verdict)
    if verdict.outcome is not Outcome.NOT_TESTED or verdict.reason is None:
        return unseen
    return unseen or {verdict.reason}


def _seen(observation: Observation, causes: Mapping[Reason, int]) -> Seen:
    reached = {kind for kind, count in observation.connections.items() if count} - ONLY_NAMES
    if not reached and Reason.DNS_FAILURE in causes:
        return Seen.UNRESOLVED
    if not causes:
        return Seen.WHOLLY
    return Seen.PARTLY if observation.tells else Seen.NOT
