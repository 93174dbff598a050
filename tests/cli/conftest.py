"""The entry point within this process, for what needs no process of its own."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from capdo import main
from tests.cli.running import Ended
from tests.inventory.conftest import empty_file

__all__ = ["empty_file", "here", "in_english"]

Here = Callable[..., Ended]


@pytest.fixture
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs ``capdo`` chose English, so that tests tell its errors by their own words."""
    monkeypatch.setenv("CAPDO_LANG", "en")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """``capdo`` with these arguments, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAPDO_DATABASE_URL", raising=False)

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["capdo", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ended(ended.value.code if isinstance(ended.value.code, int) else 0, said.out, said.err)

    return run
