"""Which findings are waived: those in date, with the evidence that was accepted, and no more severe."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from checks.model import Verdict
from inventory.model import Code
from scanner.planning.plan import EndpointKey
from scanner.waivers.fingerprint import fingerprint
from scanner.waivers.model import Accepted, Waiver

_Place = tuple[EndpointKey, str]  # an endpoint, and a check's id
_Candidates = defaultdict[Code, list[tuple[Accepted, Waiver]]]
NONE: Mapping[Code, Waiver] = MappingProxyType({})
NOBODY: Mapping[Code, list[tuple[Accepted, Waiver]]] = MappingProxyType({})


class Waived:
    """Answers whose findings are waived, for as many findings as there are: waivers are few."""

    def __init__(self, waivers: Iterable[Waiver] = ()) -> None:
        """``waivers``: those to be heeded; ``in_date`` gives those of a day."""
        self._found: defaultdict[_Place, _Candidates] = defaultdict(lambda: defaultdict(list))
        for waiver in waivers:
            for accepted in waiver.accepted:
                self._found[accepted.key, waiver.check][waiver.system].append((accepted, waiver))

    def of(self, system: Code, key: EndpointKey, verdict: Verdict) -> Waiver | None:
        """The waiver that a system has for a finding at an endpoint; None: it is open, or no finding."""
        candidates = self._systems(key, verdict).get(system)
        return _covering(candidates, verdict, fingerprint(verdict)) if candidates else None

    def by_system(self, key: EndpointKey, verdict: Verdict) -> Mapping[Code, Waiver]:
        """The waivers that any system has for a finding at an endpoint; usually none."""
        candidates = self._systems(key, verdict)
        if not candidates:
            return NONE
        digest = fingerprint(verdict)
        covering = {code: _covering(pairs, verdict, digest) for code, pairs in candidates.items()}
        return {code: waiver for code, waiver in covering.items() if waiver}

    def concern(self, key: EndpointKey, verdict: Verdict) -> bool:
        """Whether any waiver is of this check at this endpoint: a quick first question."""
        return bool(self._systems(key, verdict))

    def _systems(self, key: EndpointKey, verdict: Verdict) -> Mapping[Code, list[tuple[Accepted, Waiver]]]:
        if not self._found or not verdict.is_finding:
            return NOBODY
        return self._found.get((key, verdict.check), NOBODY)


def in_date(waivers: Iterable[Waiver], day: date) -> tuple[Waiver, ...]:
    """Those that hold on a day, as far as dates and revocations go; of two, the one until later first."""
    holding = [waiver for waiver in waivers if waiver.in_date(day)]
    return tuple(sorted(holding, key=lambda waiver: (-waiver.until.toordinal(), waiver.number)))


def covers(accepted: Accepted, verdict: Verdict) -> bool:
    """Whether a finding is the one that was accepted. A worse severity was not."""
    return _covers(accepted, verdict, fingerprint(verdict))


def _covers(accepted: Accepted, verdict: Verdict, digest: str) -> bool:
    return verdict.severity.rank <= accepted.severity.rank and digest == accepted.fingerprint


def _covering(candidates: Iterable[tuple[Accepted, Waiver]], verdict: Verdict, digest: str) -> Waiver | None:
    return next((waiver for accepted, waiver in candidates if _covers(accepted, verdict, digest)), None)
