"""Who asks for the time, and when: one file, and never at an import."""

import ast
from collections.abc import Iterator

import pytest

from tests.test_architecture import HOUSE, SOURCES, name_of

CLOCK = "inventory/clock.py"
# What asks for the time of day, or for the machine's zone. Durations (monotonic, perf_counter) are no time.
TIME_OF_DAY = {
    "now", "utcnow", "today", "fromtimestamp", "utcfromtimestamp", "time", "time_ns", "localtime", "ctime",
}  # fmt: skip
TIME_OWNERS = {"datetime", "date", "time", "dt"}
# What tells the time. Asked at an import, it gives a moment that has passed when a slow machine uses it.
CLOCKS = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "clock.now", "clock.today",
    "time.monotonic", "time.perf_counter", "time.time", "time.time_ns",
}  # fmt: skip


def asks_the_time(tree: ast.AST) -> Iterator[str]:
    """Calls that ask the machine for the time or the day, or turn a moment into its own zone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = (
                node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            )
            if node.attr in TIME_OF_DAY and owner in TIME_OWNERS and ast.unparse(node) != "datetime.time":
                yield ast.unparse(node)
        if isinstance(node, ast.Call) and ast.unparse(node).endswith(".astimezone()"):
            yield ast.unparse(node)
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (alias.name for alias in node.names if alias.name in TIME_OF_DAY)


def test_one_file_asks_for_the_time() -> None:
    """Everything else is handed a clock or a moment, so that it can be told any, and means Viet Nam's day."""
    asking = {
        name_of(file): found for file in SOURCES if (found := [*asks_the_time(ast.parse(file.read_text()))])
    }
    assert asking == {CLOCK: ["datetime.now"]}


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.datetime.utcnow()",
        "made: Callable[[], date] = field(default_factory=date.today)",
        "datetime.fromtimestamp(0)",
        "import time\ntime.time()",
        "from time import time",
        "moment.astimezone()",
    ],
)
def test_asking_for_the_time_is_found(code: str) -> None:
    """The test above can fail."""
    assert [*asks_the_time(ast.parse(code))]


@pytest.mark.parametrize(
    "code", ["time.monotonic()", "loop.time()", "moment.astimezone(zone())", "datetime.time(5)"]
)
def test_durations_and_named_zones_are_no_time_of_day(code: str) -> None:
    """What needs no clock may stand anywhere."""
    assert not [*asks_the_time(ast.parse(code))]


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: defaults and decorators, but no function's body."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            outside = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            outside += [] if isinstance(node, ast.Lambda) else node.decorator_list
            for each in outside:
                yield each
                yield from at_import(each)
        else:
            yield node
            yield from at_import(node)


def moments(tree: ast.AST) -> set[str]:
    """The clocks that a module asks when it is imported, by whichever name it imported them."""
    names = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    called = {ast.unparse(node.func) for node in at_import(tree) if isinstance(node, ast.Call)}
    full = {
        ".".join([names.get(name.split(".")[0], name.split(".")[0]), *name.split(".")[1:]]) for name in called
    }
    return {clock for clock in CLOCKS if any(f".{name}".endswith(f".{clock}") for name in full)}


def test_no_moment_is_kept_from_the_import() -> None:
    """Tests and the lab take theirs when they run: hours may lie between, and servers have clocks."""
    files = (*SOURCES, *(HOUSE / "tests").rglob("*.py"), *(HOUSE / "benchmarks").rglob("*.py"))
    kept = {name_of(file): found for file in files if (found := moments(ast.parse(file.read_text())))}
    assert kept == {}


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime\nNOW = datetime.now(UTC)",
        "import datetime\nclass A:\n    day: object = datetime.date.today()",
        "import time\ndef f(at: float = time.time()) -> None: ...",
        "from time import monotonic as clock\nSTART = clock()",
        "from inventory.clock import today\nTODAY = [today() for _ in range(3)]",
        "from datetime import datetime\nkey = lambda on=datetime.now(): on",
    ],
)
def test_a_moment_is_found(code: str) -> None:
    """The test above can fail."""
    assert moments(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        "import time\ndef f() -> float:\n    return time.time()",
        "from datetime import datetime\nfield(default_factory=lambda: datetime.now())",
        "from datetime import datetime\nclass A:\n    def now(self):\n        return datetime.now()",
    ],
)
def test_a_moment_of_a_call_is_none_of_the_import(code: str) -> None:
    """What a function's body asks, it asks when it is called."""
    assert not moments(ast.parse(code))
