"""``capdo reasons``, and the page made from it."""

import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from checks.model import Language, Reason
from checks.reasons import REASONS
from reports.catalogue.reasons import page, reasons

PAGE = Path(__file__).parents[3] / "docs" / "reasons.md"
LANGUAGES: list[Language] = ["vi", "en"]


def run(*arguments: str) -> str:
    """What the command prints on a narrow terminal."""
    app = Typer()
    app.command()(reasons)
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "60"}, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_is_told(lang: Language) -> None:
    """Its name, what it means and what to do, wrapped to the terminal."""
    printed = run("--lang", lang)
    assert all(len(line) <= 60 for line in printed.splitlines())
    flat = "".join(printed.split())
    for reason, texts in REASONS.items():
        assert any(line.startswith(f"{reason} ") for line in printed.splitlines())
        for text in (texts.phrase, texts.meaning, texts.advice):
            assert "".join(text.to(lang).split()) in flat


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_as_json(lang: Language) -> None:
    """An object a reason, in their order."""
    entries = json.loads(run("--format", "json", "--lang", lang))
    assert [entry["reason"] for entry in entries] == list(Reason)
    for entry in entries:
        texts = REASONS[Reason(entry["reason"])]
        assert entry == {
            "reason": entry["reason"],
            "phrase": texts.phrase.to(lang),
            "meaning": texts.meaning.to(lang),
            "advice": texts.advice.to(lang),
            "asked_again": texts.asked_again,
        }


def test_the_page_is_up_to_date() -> None:
    """``make docs`` was run after the last change of a reason; each stands there in both languages."""
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"
    assert all(page().count(f"### `{reason}`: ") == len(LANGUAGES) for reason in Reason)
