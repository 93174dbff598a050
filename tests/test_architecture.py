"""What holds the house together and the import linter can't see."""

import ast
import re
import subprocess
import tomllib
import zoneinfo
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import httpcore
import pytest

from checks.registry import all_checks
from inventory.clock import VIETNAM

HOUSE = Path(__file__).parents[1]
PACKAGES = ("checks", "inventory", "scanner", "reports")
SOURCES = (HOUSE / "capdo.py", *(file for name in PACKAGES for file in sorted((HOUSE / name).rglob("*.py"))))
MADE = {"build", "dist", "__pycache__"}
UNREADABLE = {".png", ".xz"}
TOP = {
    *(
        ".ci",
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "pyproject.toml",
        "requirements.lock",
    ),
    *("capdo.py", *PACKAGES, "benchmarks", "deploy", "docs", "scripts", "tests"),
}

NETWORK_ROOMS = ("scanner/probes/", "scanner/lab/", "scanner/messages/transport/")
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
    "scanner/look.py": "a broken probe is a reason of its own; the other probes go on",
    "scanner/probes/workers/main.py": "told to the parent process",
    "scanner/probes/tls/deep/job.py": "a broken test is a reason of its own; the other tests go on",
}
MOST_MODULES = 16  # directly in one folder
# Declared and imported by others, which find it when it is there; a test of its own shows that each is used.
LOOKED_FOR = {
    "axe-playwright-python": "axe-core's script is read out of it, as a resource",
    "sniffio": "httpcore tries to import it at each request, which is slow where it is missing",
    "tzdata": "zoneinfo has no zones of its own, and a small container has none either",
}
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


def test_only_three_rooms_have_a_door_to_the_network() -> None:
    """The probes, the lab, what carries messages; imports inside functions count, and asyncio's way out."""
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


def test_every_module_is_named_for_what_it_does() -> None:
    """No drawer for everything, neither a file nor a folder, in the tests either."""
    files = (*SOURCES, *(HOUSE / "tests").rglob("*.py"))
    assert [name_of(file) for file in files if MEANINGLESS & {file.stem, *file.parts}] == []


def classes(package: str) -> dict[str, list[str]]:
    """Every class and named type of a package by its name, with the files that define one."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((HOUSE / package).rglob("*.py")):
        for name in type_names(ast.parse(file.read_text())):
            found[name].append(name_of(file))
    return found


def type_names(tree: ast.Module) -> Iterator[str]:
    """The classes of a module, nested ones too, and the types that it gives a name at its top."""
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name):
            bare = target.id.lstrip("_")
            if bare[:1].isupper() and not bare.isupper():
                yield target.id


@pytest.mark.parametrize("package", PACKAGES)
def test_a_class_name_is_unique_in_its_package(package: str) -> None:
    """One word, one meaning: whoever reads a class's name knows which is meant."""
    assert {name: files for name, files in classes(package).items() if len(files) > 1} == {}


MIGRATIONS = "inventory/database/migrations/versions"


def folders() -> dict[str, int]:
    """How many modules each folder holds directly.

    Left out are the families of checks, one file a check, and the migrations, which are history: one is added
    to them now and then, and nobody looks for anything there.
    """
    left_out = {f"checks/{check_id.split('.')[0]}" for check_id in all_checks()} | {MIGRATIONS}
    counted = Counter(name_of(file.parent) for file in SOURCES if file.name != "__init__.py")
    return {folder: count for folder, count in counted.items() if folder not in left_out}


def test_no_folder_is_a_corridor() -> None:
    """A folder is a question that a newcomer asks; with more than 16 answers it is several questions."""
    assert {folder: count for folder, count in folders().items() if count > MOST_MODULES} == {}


def module_of(file: Path) -> str:
    """The dotted name of a file; of a package's own file, the package's."""
    parts = file.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def circle(sources: Mapping[str, str]) -> list[str]:
    """Modules, given by name with their text, that import each other in a circle; an empty list for none.

    Imports inside functions and for type checkers count too.
    """
    graph = {
        module: {name if name in sources else name.rpartition(".")[0] for name in imports(ast.parse(text))}
        & (sources.keys() - {module})
        for module, text in sources.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other() -> None:
    """Neither when they run, nor late, nor for the type checker: each can be understood before the next."""
    assert circle({module_of(file): file.read_text() for file in SOURCES}) == []


@pytest.mark.parametrize(
    "code",
    [
        "import a.b",
        "from a import b",
        "from a.b import C",
        "def f():\n    from a.b import C",
        "if TYPE_CHECKING:\n    from a.b import C",
    ],
)
def test_a_circle_is_found(code: str) -> None:
    """The test above can fail: at run time, late, and for the type checker."""
    assert circle({"a": "", "a.b": "from a.c import D", "a.c": code})
    assert not circle({"a": "", "a.b": "from a.c import D", "a.c": "import a"})


def test_a_second_class_of_one_name_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of class names can fail, for a class inside a class and for a named type too."""
    monkeypatch.setattr("tests.test_architecture.HOUSE", tmp_path)
    (tmp_path / "reports").mkdir()
    for name, text in {
        "a": "class Form: ...",
        "b": "class B:\n    class Form: ...",
        "c": "Form = tuple[str, ...]\nFORM = 1",
    }.items():
        (tmp_path / "reports" / f"{name}.py").write_text(text)
    assert classes("reports")["Form"] == [f"reports/{name}.py" for name in "abc"]


def test_a_corridor_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of folders can fail, and leaves out nothing but families of checks."""
    made = tuple(
        HOUSE / folder / f"{number}.py" for folder in ("reports/x", "checks/tls") for number in range(17)
    )
    monkeypatch.setattr("tests.test_architecture.SOURCES", made)
    assert folders() == {"reports/x": MOST_MODULES + 1}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_ships_its_types(package: str) -> None:
    """PEP 561's marker is in each top-level package."""
    assert (HOUSE / package / "py.typed").is_file()


def test_what_is_imported_is_declared() -> None:
    """A dependency of a dependency may go away; what is declared beyond the imports has its reason."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    declared = {plain(re.split(r"[<>=!~;\[ ]", line)[0]) for line in lines}
    providers = packages_distributions()
    tops = {module.split(".")[0] for file in SOURCES for module in imports(ast.parse(file.read_text()))}
    used = {plain(name) for top in tops - {"capdo", *PACKAGES} for name in providers.get(top, ())}
    assert declared - used == LOOKED_FOR.keys()
    assert used <= declared


def test_zones_are_there_without_the_systems() -> None:
    """What tzdata is declared for."""
    zoneinfo.reset_tzpath(to=())
    try:
        assert zoneinfo.ZoneInfo.no_cache(VIETNAM).key == VIETNAM
    finally:
        zoneinfo.reset_tzpath()


def test_httpcore_looks_for_sniffio() -> None:
    """What sniffio is declared for; where this fails, the dependency can go."""
    assert "import sniffio" in Path(str(httpcore.__file__)).with_name("_synchronization.py").read_text()


def plain(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def own_files() -> Iterator[Path]:
    """Every file of the project, without what tools leave behind."""
    for file in HOUSE.rglob("*"):
        folders = file.relative_to(HOUSE).parts[:-1]
        made = any(folder in MADE or (folder.startswith(".") and folder != ".ci") for folder in folders)
        if file.is_file() and not made and file.name != ".git":
            yield file


def is_text(file: Path) -> bool:
    """Whether people can read it."""
    return b"\0" not in file.read_bytes()[:1024]


def test_what_no_one_can_read_is_of_a_known_kind() -> None:
    """A picture, a font or a compressed file is meant; anything else, such as a profile, was left behind."""
    assert {
        name_of(file) for file in own_files() if not is_text(file) and file.suffix not in UNREADABLE
    } == set()


@pytest.mark.skipif(not (HOUSE / ".git").exists(), reason="what is kept is known to git alone")
def test_the_top_level_holds_what_is_known() -> None:
    """What a test or a tool writes into the folder it was started in is not kept."""
    listed = subprocess.run(["git", "ls-files"], cwd=HOUSE, check=True, capture_output=True, text=True)
    assert {name.split("/")[0] for name in listed.stdout.splitlines()} == TOP


def test_no_file_knows_this_machine() -> None:
    """No path of somebody's machine, no registry: it installs from whichever a machine is set up for."""
    known = {
        name_of(file): found
        for file in own_files()
        if is_text(file)
        and (text := file.read_text(encoding="utf-8", errors="replace"))
        and (found := {*MACHINE_PATHS.findall(text), *REGISTRIES.findall(text)})
    }
    assert known == {}
