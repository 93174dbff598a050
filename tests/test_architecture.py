"""What holds the house together and the import linter can't see."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
PACKAGES = ("checks", "inventory", "scanner", "reports")
SOURCES = (HOUSE / "capdo.py", *(file for name in PACKAGES for file in sorted((HOUSE / name).rglob("*.py"))))
MADE = {"build", "dist", "__pycache__"}

NETWORK_ROOMS = ("scanner/probes/", "scanner/lab/")
NETWORK_MODULES = {
    "dns", "ftplib", "httpcore", "httpx", "nassl", "nmap", "requests", "smtplib", "socket", "ssl", "sslyze",
}  # fmt: skip
NETWORK_SUBMODULES = {"http.client", "http.server", "urllib.request"}
NETWORK_CALLS = {
    "create_connection", "create_datagram_endpoint", "create_server", "getaddrinfo", "open_connection",
    "start_server",
}  # fmt: skip

# Where any exception is turned into something reported, or passed on after cleaning up.
BOUNDARIES = {
    "scanner/observe.py": "a broken probe is a reason of its own; the other probes go on",
    "scanner/probes/workers/main.py": "told to the parent process",
    "scanner/probes/tls/deep/job.py": "a broken test is a reason of its own; the other tests go on",
    "scanner/probes/http/network.py": "the connection is closed, and the exception raised again",
}
# What tells the time. Asked at an import, it gives a moment that has passed when a slow machine uses it.
CLOCKS = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "clock.now", "clock.today",
    "time.monotonic", "time.perf_counter", "time.time", "time.time_ns",
}  # fmt: skip
MEANINGLESS = {"utils", "util", "helpers", "helper", "common", "misc"}

# Not the strings themselves, so that this file passes its own test.
MACHINE_PATHS = re.compile(r"(?<![\w./%}-])/(?:work|root|tmp|home/\w+|var/tmp)/[\w-]{2}")
REGISTRIES = re.compile(
    r"\b(?:py" + r"pi\.org|python" + r"hosted\.org|--(?:extra-)?index-" + r"url=?\s*http)"
)


def name_of(file: Path) -> str:
    """The file's path inside the house."""
    return file.relative_to(HOUSE).as_posix()


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reaches_out(tree: ast.AST) -> set[str]:
    """The modules and calls with which a file could open a connection."""
    modules = set(imports(tree))
    found = {module for module in modules if module.split(".")[0] in NETWORK_MODULES}
    found |= {
        module for module in modules if any(f"{module}.".startswith(f"{sub}.") for sub in NETWORK_SUBMODULES)
    }
    return found | {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in NETWORK_CALLS
    }


def test_only_two_rooms_have_a_door_to_the_network() -> None:
    """The probes and the lab; an import inside a function counts, and so does asyncio's way out."""
    outside = [file for file in SOURCES if not name_of(file).startswith(NETWORK_ROOMS)]
    assert {
        name_of(file): found for file in outside if (found := reaches_out(ast.parse(file.read_text())))
    } == {}


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    import socket",
        "from urllib.request import urlopen",
        "from http import client",
        "asyncio.open_connection()",
    ],
)
def test_a_door_is_found(code: str) -> None:
    """The test above can fail."""
    assert reaches_out(ast.parse(code))


def test_any_exception_is_caught_at_boundaries_only() -> None:
    """Elsewhere, what is expected is named and what isn't comes to light."""
    catching = {
        name_of(file)
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
    }
    assert catching == set(BOUNDARIES)


def catches_all(handler: ast.ExceptHandler) -> bool:
    """``except:``, ``except Exception`` or ``except BaseException``, in a tuple too."""
    if handler.type is None:
        return True
    return bool(
        {"Exception", "BaseException"} & {n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)}
    )


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


def test_every_module_is_named_for_what_it_does() -> None:
    """No drawer for everything, neither a file nor a folder, in the tests either."""
    files = (*SOURCES, *(HOUSE / "tests").rglob("*.py"))
    assert [name_of(file) for file in files if MEANINGLESS & {file.stem, *file.parts}] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_ships_its_types(package: str) -> None:
    """PEP 561's marker is in each top-level package."""
    assert (HOUSE / package / "py.typed").is_file()


def test_what_is_imported_is_declared() -> None:
    """A dependency of a dependency may go away; what the code imports is in pyproject.toml, and no more."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]
    declared = {plain(re.split(r"[<>=!~;\[ ]", line)[0]) for line in project["dependencies"]}
    providers = packages_distributions()
    tops = {module.split(".")[0] for file in SOURCES for module in imports(ast.parse(file.read_text()))}
    used = {plain(name) for top in tops - {"capdo", *PACKAGES} for name in providers.get(top, ())}
    assert used == declared


def plain(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def own_files() -> Iterator[Path]:
    """Every text file of the project, without what tools leave behind."""
    for file in HOUSE.rglob("*"):
        folders = file.relative_to(HOUSE).parts[:-1]
        made = any(folder in MADE or (folder.startswith(".") and folder != ".ci") for folder in folders)
        if file.is_file() and not made and file.name != ".git" and b"\0" not in file.read_bytes()[:1024]:
            yield file


def test_no_file_knows_this_machine() -> None:
    """No path of somebody's machine, no registry: it installs from whichever a machine is set up for."""
    known = {
        name_of(file): found
        for file in own_files()
        if (text := file.read_text(encoding="utf-8", errors="replace"))
        and (found := {*MACHINE_PATHS.findall(text), *REGISTRIES.findall(text)})
    }
    assert known == {}
