"""A suite's bar, its table and its exit status."""

import json
from pathlib import Path

import pytest

from benchmarks.suites import __main__ as command
from benchmarks.suites.suite import Answer, Outcome, Suite, SuiteOptions, SuiteRun

SAME = Answer(case="one", expected="accept", answered="accept")
OTHER = Answer(case="two", expected="refuse", answered="accept", note="why")


def suite(bar: int, *answers: Answer) -> Suite:
    """A suite that always answers so."""
    run = SuiteRun(origin="rebuilt", answers=answers)
    return Suite(name="few", title="A few", bar=bar, judged_by="RFC", run=lambda _options: run)


@pytest.mark.parametrize(
    ("bar", "answers", "met"),
    [(1, (SAME,), True), (2, (SAME,), False), (1, (SAME, OTHER), False), (0, (), True)],
)
def test_a_bar_needs_so_many_cases_and_none_that_differs(
    bar: int, answers: tuple[Answer, ...], met: object
) -> None:
    """Neither fewer cases nor a different one meets it."""
    chosen = suite(bar, *answers)
    assert Outcome(chosen, chosen.run(SuiteOptions())).is_met is met


def test_the_command_names_what_differs_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the text and in the JSON document."""
    monkeypatch.setattr(command, "SUITES", (suite(2, SAME, OTHER),))
    output = tmp_path / "new" / "suites.json"
    assert command.main(["--only", "few", "--output", str(output)]) == 1
    assert "few: two: RFC: refuse, capdo: accept (why)" in capsys.readouterr().out
    assert json.loads(output.read_text())["few"]["differ"][0]["case"] == "two"


@pytest.mark.parametrize("wrong", [["--only", "none"], ["--sources", "no-such-folder"]])
def test_a_wrong_option_is_one_line_and_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback."""
    assert command.main(wrong) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_a_browser_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing is named."""
    monkeypatch.setattr("benchmarks.suites.pki.chromium.COMMANDS", ("no-such-browser",))
    assert command.main(["--chromium"]) == 2
    assert "no-such-browser" in capsys.readouterr().err
