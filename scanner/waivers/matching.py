"""Which findings are waived: those in date, with the evidence that was accepted, and no more severe."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from checks.model import Verdict
from inventory.model import Code
from scanner.plan import EndpointKey
from scanner.waivers.fingerprint import fingerprint
from scanner.waivers.model import Accepted, Waiver


class Waived:
    """Answers whose findings are waived, for as many findings as there are: waivers are few."""

    def __init__(self, waivers: Iterable[Waiver] = ()) -> None:
        """``waivers``: those to be heeded; ``in_date`` gives those of a day."""
        self._found: dict[tuple[Code, EndpointKey, str], list[tuple[Accepted, Waiver]]] = defaultdict(list)
        for waiver in waivers:
            for accepted in waiver.accepted:
                self._found[waiver.system, accepted.key, waiver.check].append((accepted, waiver))

    def of(self, system: Code, key: EndpointKey, verdict: Verdict) -> Waiver | None:
        """The waiver that a system has for a finding at an endpoint; None: it is open, or no finding."""
        if not self._found or not verdict.is_finding:
            return None
        candidates = self._found.get((system, key, verdict.check), ())
        return next((waiver for accepted, waiver in candidates if covers(accepted, verdict)), None)


def in_date(waivers: Iterable[Waiver], day: date) -> tuple[Waiver, ...]:
    """Those that hold on a day, as far as dates and withdrawals go; of two, the one until later first."""
    holding = [waiver for waiver in waivers if waiver.in_date(day)]
    return tuple(sorted(holding, key=lambda waiver: (-waiver.until.toordinal(), waiver.number)))


def covers(accepted: Accepted, verdict: Verdict) -> bool:
    """Whether a finding is the one that was accepted. A worse severity was not."""
    return verdict.severity.rank <= accepted.severity.rank and fingerprint(verdict) == accepted.fingerprint
