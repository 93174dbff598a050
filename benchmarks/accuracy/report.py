"""The results as a table by kind, what was not as it should be, and the bars."""

from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.accuracy.judging import Answer
from benchmarks.accuracy.peers import COMPARABLE, PEERS
from benchmarks.accuracy.results import HostResult
from benchmarks.bars.bar import Bar
from benchmarks.table import table

FALSE = (Answer.FALSE_PASS, Answer.FALSE_FAIL)
HOSTS_WANTED = 60
HEADS = (
    "kind",
    "hosts",
    *("right", "not told", "false passes", "false fails", "stable", "connections each"),
    *(f"{tool}: right/silent/false" for tool in PEERS),
)


def text_report(results: Sequence[HostResult], judged: Sequence[Bar]) -> str:
    """The table, remarks on hosts, and the bars."""
    kinds = dict.fromkeys(result.host.kind for result in results)
    rows = [_row(kind, [one for one in results if one.host.kind == kind]) for kind in kinds]
    lines = [line for result in results for line in result.remarks]
    parts = [
        table(HEADS, [*rows, _row("all", results)]),
        "\n".join(lines),
        "\n".join(bar.line for bar in judged),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def bars(results: Sequence[HostResult], runs: int, hosts_wanted: int = HOSTS_WANTED) -> list[Bar]:
    """What must hold."""
    answers = _sum(result.answers for result in results)
    fewest = min((len(result.audits) for result in results), default=0)
    unstable = sum(not result.stable for result in results)
    troubled = sum(bool(result.troubles) for result in results)
    misworded = sum(bool(result.misworded) for result in results)
    return [
        Bar(name="hosts", limit=hosts_wanted, measured=len(results), at_least=True),
        Bar(name="audits of each host", limit=runs, measured=fewest, at_least=True),
        Bar(name="false passes", limit=0, measured=answers[Answer.FALSE_PASS]),
        Bar(name="false fails", limit=0, measured=answers[Answer.FALSE_FAIL]),
        Bar(name="hosts whose verdicts changed from run to run", limit=0, measured=unstable),
        Bar(name="hosts of which a wrong reason was given", limit=0, measured=misworded),
        Bar(name="hosts that met a fault of capdo's own", limit=0, measured=troubled),
    ]


def _row(kind: str, results: Sequence[HostResult]) -> list[str]:
    answers = _sum(result.answers for result in results)
    connections = [one.connections for result in results for one in result.audits]
    return [
        kind,
        str(len(results)),
        *(str(answers[one]) for one in (Answer.RIGHT, Answer.NOT_TOLD, *FALSE)),
        f"{sum(result.stable for result in results)}/{len(results)}",
        f"{sum(connections) / len(connections):.0f}" if connections else "-",
        *(_peer(results, tool) for tool in PEERS),
    ]


def _peer(results: Sequence[HostResult], tool: str) -> str:
    answers = _sum(result.peer_answers(tool, COMPARABLE) for result in results)
    false = sum(answers[one] for one in FALSE)
    return f"{answers[Answer.RIGHT]}/{answers[Answer.NOT_TOLD]}/{false}" if answers else "-"


def _sum(counters: "Iterator[Counter[Answer]]") -> Counter[Answer]:
    return sum(counters, Counter[Answer]())
