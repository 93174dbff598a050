"""What was found out about each host."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from benchmarks.accuracy.auditing import Audit
from benchmarks.accuracy.host import Host
from benchmarks.accuracy.judging import Answer, answer
from checks.model import Outcome


@dataclass(kw_only=True)
class HostResult:
    """The audits of one host, and what each peer answered."""

    host: Host
    audits: list[Audit] = field(default_factory=list)
    peers: dict[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def answers(self) -> Counter[Answer]:
        """How often what, over all checks of the truth and all audits."""
        return Counter(given for one in self.audits for _, given in self.judged(one.outcomes))

    def judged(self, outcomes: Mapping[str, str]) -> Iterator[tuple[str, Answer]]:
        """Each check of the truth, and what was said of it."""
        for check, truth in self.host.truth.items():
            yield check, answer(truth, outcomes.get(check))

    def peer_answers(self, tool: str, comparable: tuple[str, ...]) -> Counter[Answer]:
        """What a peer said of the checks that it has an equivalent of."""
        if tool not in self.peers:
            return Counter()
        judged = self.judged(self.peers[tool])
        return Counter(given for check, given in judged if check in comparable)

    @property
    def stable(self) -> bool:
        """Whether every audit gave every check of the truth the same outcome."""
        told = {tuple(one.outcomes.get(check) for check in self.host.truth) for one in self.audits}
        return len(told) <= 1

    @property
    def troubles(self) -> list[str]:
        """Faults of capdo's own, each once."""
        return list(dict.fromkeys(one.trouble for one in self.audits if one.trouble))

    @property
    def misworded(self) -> list[str]:
        """Findings whose summary gives another reason than is so, each once."""
        wrong = (
            f"{check}: {one.summaries[check]}"
            for one in self.audits
            for check, words in self.host.words.items()
            if one.outcomes.get(check) in {Outcome.FAIL, Outcome.WARN} and words not in one.summaries[check]
        )
        return list(dict.fromkeys(wrong))

    @property
    def remarks(self) -> Iterator[str]:
        """What is not as it should be, a line for all checks of which the same was said."""
        alike: dict[str, list[str]] = defaultdict(list)
        for check, truth in self.host.truth.items():
            said = Counter(_said(one, check) for one in self.audits)
            wrong = {answer(truth, one.outcomes.get(check)) for one in self.audits} - {Answer.RIGHT}
            if wrong or len(said) > 1:
                listed = ", ".join(f"{words} ×{times}" for words, times in said.items())
                alike[f"{truth}, said {listed}"].append(check)
        for words, checks in alike.items():
            yield f"{self.host.name}: {', '.join(checks)}: {words}"
        yield from (f"{self.host.name}: {trouble}" for trouble in (*self.troubles, *self.misworded))

    def document(self) -> dict[str, object]:
        """As JSON takes it."""
        return {
            "kind": self.host.kind,
            "name": self.host.name,
            "depth": self.host.depth,
            "truth": dict(self.host.truth),
            "audits": [asdict(one) for one in self.audits],
            "peers": self.peers,
            "stable": self.stable,
        }


def _said(one: Audit, check: str) -> str:
    outcome = one.outcomes.get(check, "nothing")
    return f"{outcome} ({one.reasons[check]})" if check in one.reasons else outcome
