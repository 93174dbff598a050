"""A pytest plugin: which outcomes of a check its own tests produce, and which change they would not notice.

Each test of ``FAMILY/test_NAME.py`` runs once as it is; the outcomes of FAMILY.NAME are collected, or of the
check that its parameter ``check`` names, where several share one file. It then
runs again with each of them replaced by each other one, until some test of the file has failed for it: only
such an outcome is asserted. ``--outcomes FILE``: where the result goes; ``--families FOLDER``: more checks.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import checks
from checks.check import Check
from checks.facts import Facts, FactsAbsentError, FactsMissingError
from checks.model import Judgement, Outcome, Text, Thresholds
from checks.registry import all_checks

Judge = Callable[[Facts, Thresholds], Judgement]
REPLACED = Text(vi="thay thế", en="replaced")


def _check_under_test(function: pytest.Function) -> str:
    by_path = f"{function.path.parent.name}.{function.path.stem.removeprefix('test_')}"
    parameters = function.callspec.params if hasattr(function, "callspec") else {}
    return by_path if by_path in all_checks() else str(parameters.get("check", by_path))


class Seen(NamedTuple):
    """An outcome, and whether the check returned it or left it to the judging by raising what is missing."""

    outcome: Outcome
    returned: bool


def pytest_addoption(parser: pytest.Parser) -> None:
    """The two options."""
    parser.addoption("--outcomes", type=Path, required=True)
    parser.addoption("--families", type=Path)


def pytest_configure(config: pytest.Config) -> None:
    """Every check is watched before any test imports it."""
    if folder := config.getoption("--families"):
        checks.__path__.append(str(folder))
    config.pluginmanager.register(Replay(config.getoption("--outcomes")))


class Replay:
    """What was seen of each check so far, with the outcomes that could stand in its place unnoticed."""

    def __init__(self, result: Path) -> None:
        self.result = result
        self.check_id = ""
        self.produced: set[Seen] = set()
        self.replacement: tuple[Seen, Outcome] | None = None
        self.unnoticed: dict[str, dict[Seen, set[Outcome]]] = defaultdict(dict)
        for check in all_checks().values():
            object.__setattr__(check, "judge", self._watched(check, check.judge))

    def _watched(self, check: Check, judge: Judge) -> Judge:
        def watched(facts: Facts, thresholds: Thresholds) -> Judgement:
            try:
                judgement = judge(facts, thresholds)
            except (FactsMissingError, FactsAbsentError) as raised:
                missing = isinstance(raised, FactsMissingError)
                outcome = Outcome.NOT_TESTED if missing else Outcome.NOT_APPLICABLE
                if replaced := self._replaced(check, Seen(outcome, returned=False)):
                    return Judgement(outcome=replaced, summary=REPLACED)
                raise
            replaced = self._replaced(check, Seen(judgement.outcome, returned=True))
            return judgement.model_copy(update={"outcome": replaced}) if replaced else judgement

        return watched

    def _replaced(self, check: Check, seen: Seen) -> Outcome | None:
        """Notes an outcome of the check under test; what to say instead of it, if anything."""
        if check.id != self.check_id:
            return None
        self.produced.add(seen)
        return self.replacement[1] if self.replacement and self.replacement[0] == seen else None

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Iterator[None]:
        """Run a test as it is, and again with each replacement that no test has noticed yet."""
        self.check_id = _check_under_test(pyfuncitem)
        self.produced, self.replacement = set(), None
        result = yield
        for seen in sorted(self.produced):
            others = self.unnoticed[self.check_id].setdefault(seen, set(Outcome) - {seen.outcome})
            others -= {other for other in sorted(others) if self._notices(pyfuncitem, seen, other)}
        return result

    def _notices(self, test: pytest.Function, seen: Seen, other: Outcome) -> bool:
        """Whether a test fails when the check says something else."""
        self.replacement = seen, other
        try:
            test.obj(**{name: test.funcargs[name] for name in test._fixtureinfo.argnames})
        except (Exception, pytest.fail.Exception):  # noqa: BLE001 - however it fails
            return True
        return False

    def pytest_sessionfinish(self) -> None:
        """Write check, outcome, whether it was returned, and what it may become unnoticed."""
        found = [
            (check, seen.outcome, seen.returned, sorted(others))
            for check, outcomes in self.unnoticed.items()
            for seen, others in outcomes.items()
        ]
        self.result.write_text(json.dumps(found), encoding="utf-8")
