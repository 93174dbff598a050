"""``capdo checks``."""

import json

import pytest
from typer.testing import CliRunner

from checks.errors import ChecksError
from checks.registry import all_checks
from reports.catalogue.commands import checks_app
from reports.catalogue.wording import TO_BE_VERIFIED


def run(*arguments: str, columns: int = 60) -> str:
    """What a command prints on a terminal of this width."""
    result = CliRunner().invoke(
        checks_app, list(arguments), env={"COLUMNS": str(columns)}, catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_list_has_every_check() -> None:
    """One line a check; Vietnamese unless told otherwise."""
    lines = run("list").splitlines()
    assert [line.split()[0] for line in lines] == list(all_checks())
    assert "Nhãn tín nhiệm mạng" in run("list")
    assert "Cyber-trust label" in run("list", "--lang", "en")


def test_the_list_as_json() -> None:
    """An object a check, with its severity, outcomes and thresholds."""
    entries = {entry["id"]: entry for entry in json.loads(run("list", "--format", "json", "--lang", "en"))}
    assert list(entries) == list(all_checks())
    assert entries["web.hsts"] == {
        "id": "web.hsts",
        "family": "web",
        "severity": "medium",
        "title": "HSTS: https only",
        "finding": "HSTS missing or without effect",
        "outcomes": ["pass", "warn", "fail", "not_tested"],
        "thresholds": {"min_age": 31_536_000},
        "since": "0.1.0",
    }


@pytest.mark.parametrize("check_id", list(all_checks()))
def test_every_check_is_explained(check_id: str) -> None:
    """In both languages, wrapped to the terminal, with its texts whole and its references marked."""
    check = all_checks()[check_id]
    for language in ("vi", "en"):
        printed = run("explain", check_id, "--lang", language)
        flat = " ".join(printed.split())
        assert all(len(line) <= 60 for line in printed.splitlines())
        for text in (check.title, check.rationale, check.remediation):
            assert "".join(text.to(language).split()) in "".join(printed.split())
        assert flat.count(TO_BE_VERIFIED.to(language)) == sum(
            not reference.verified for reference in check.references
        )


def test_thresholds_and_severity_are_told() -> None:
    """What a profile may change has a heading of its own."""
    printed = run("explain", "web.hsts", "--lang", "en", columns=120)
    assert "Severity: medium" in printed
    assert "Possible outcomes: pass, warning, fail, not tested" in printed
    assert "min_age = 31536000" in printed


def test_an_unknown_check_is_one_clear_error() -> None:
    """The composition root turns it into exit status 2."""
    with pytest.raises(ChecksError, match=r"web\.nonsense"):
        run("explain", "web.nonsense")
