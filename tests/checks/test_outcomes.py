"""Every outcome of a check is asserted by the check's own test: seen by running it, not by reading it."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from checks.check import Check
from checks.registry import all_checks
from tests.checks.catalogue import SOURCE

HERE = Path(__file__).parent
HOUSE = HERE.parents[1]
PLUGIN = "tests.checks.outcomes"


# Checks that are alike in all but what they look for share one table, by its parameter ``check``.
EXPOSED = "exposure.files", "exposure.directory_listing", "exposure.admin_panel"
TOGETHER = dict.fromkeys(EXPOSED, "exposed")


class Produced(NamedTuple):
    """An outcome that a check's tests saw; ``unnoticed``: what it may become without any of them failing."""

    outcome: str
    returned: bool
    unnoticed: list[str]


def mirrored_test(check_id: str, folder: Path = HERE) -> Path:
    """Where a check's own test belongs."""
    family, _, name = check_id.partition(".")
    return folder / family / f"test_{TOGETHER.get(check_id, name)}.py"


def replay(folder: Path, tests: Iterable[Path], *options: str) -> dict[str, list[Produced]]:
    """Run these tests, and run them again with each outcome replaced; what came of it by check."""
    result = folder / "outcomes.json"
    command = [sys.executable, "-m", "pytest", "-q", "-p", PLUGIN, "-p", "no:xdist", "-p", "no:cacheprovider"]
    chosen = ["--outcomes", str(result), *options, *map(str, tests)]
    # Nothing of this run, and no example of Hypothesis, goes from one to the other.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env = {**kept, "HYPOTHESIS_STORAGE_DIRECTORY": str(folder)}
    done = subprocess.run(
        [*command, *chosen], cwd=HOUSE, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    produced: dict[str, list[Produced]] = defaultdict(list)
    for check_id, *seen in json.loads(result.read_text(encoding="utf-8")):
        produced[check_id].append(Produced(*seen))
    return produced


def gaps(declared: Iterable[str], produced: list[Produced]) -> list[str]:
    """What a check's tests leave open. Each check may be left without facts, so that needn't be declared."""
    seen, known = {one.outcome for one in produced}, set(declared)
    undeclared = {one.outcome for one in produced if one.returned} - known
    return [
        *(f"{outcome} is declared, and no test produces it" for outcome in sorted(known - seen)),
        *(f"{outcome} is produced, and not declared" for outcome in sorted(undeclared)),
        *(
            f"no test fails when {one.outcome} becomes {' or '.join(one.unnoticed)}"
            for one in produced
            if one.outcome in known and one.unnoticed
        ),
    ]


def test_every_outcome_of_every_check_is_asserted(tmp_path: Path) -> None:
    """By the test at the mirrored path; each outcome is replaced by each other one, and some test fails."""
    every: dict[str, Check] = dict(all_checks())
    tests = {check_id: mirrored_test(check_id) for check_id in every}
    assert [path.name for path in tests.values() if not path.is_file()] == []
    produced = replay(tmp_path, dict.fromkeys(tests.values()))
    found = {check_id: gaps(check.outcomes, produced[check_id]) for check_id, check in every.items()}
    assert {check_id: faults for check_id, faults in found.items() if faults} == {}


BOTH = """
from checks import judging, profile, registry
from tests.checks import builders

def outcome(status):
    facts = builders.facts(http=builders.http(https=builders.visit(builders.exchange(status=status))))
    return judging.judge(facts, [registry.get("temporary.{name}")], profile.load())[0].outcome

def test_outcomes():
"""
PASS, FAIL = "    assert outcome(200) == 'pass'\n", "    assert outcome(404) == 'fail'\n"
JUDGE = "Judgement(outcome=Outcome.PASS"
BY_STATUS = "Judgement(outcome=Outcome.PASS if facts.http.page.status == 200 else Outcome.FAIL"
# A check by name: what it declares, what its test asserts, and what that leaves open.
LEFT_OPEN = {
    "whole": ("PASS, Outcome.FAIL", PASS + FAIL, []),
    "untested": ("PASS, Outcome.FAIL", PASS, ["fail is declared, and no test produces it"]),
    "undeclared": ("PASS", PASS + FAIL, ["fail is produced, and not declared"]),
    "named": (
        "PASS, Outcome.FAIL",
        PASS + "    assert outcome(404) != 'pass'\n",
        ["no test fails when fail becomes info or not_applicable or not_tested or warn"],
    ),
}


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Produced]]:
    """What was seen of these checks, in one run of all their tests."""
    folder = tmp_path_factory.mktemp("replayed")
    package = folder / "checks" / "temporary"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (folder / "temporary").mkdir()
    paths = [mirrored_test(f"temporary.{name}", folder) for name in LEFT_OPEN]
    for path, (name, (declared, test, _)) in zip(paths, LEFT_OPEN.items(), strict=True):
        source = SOURCE.format(id=f"temporary.{name}").replace("(Outcome.PASS,)", f"(Outcome.{declared},)")
        (package / f"{name}.py").write_text(source.replace(JUDGE, BY_STATUS), encoding="utf-8")
        path.write_text(BOTH.format(name=name) + test, encoding="utf-8")
    return replay(folder, paths, "--families", str(folder / "checks"))


@pytest.mark.parametrize("name", LEFT_OPEN)
def test_what_is_not_asserted_is_found(name: str, replayed: dict[str, list[Produced]]) -> None:
    """The test above can fail: an outcome without a test, one not declared, and one that is only named."""
    declared, _, expected = LEFT_OPEN[name]
    names = [f"{part.removeprefix('Outcome.').lower()}" for part in declared.split(", ")]
    assert gaps(names, replayed[f"temporary.{name}"]) == expected
