"""``capdo doctor``: what this machine can and cannot assess, in both languages."""

import pytest
from typer.testing import CliRunner

from capdo import app
from scanner.doctor import examine


def test_every_ability_has_a_reason_in_both_languages() -> None:
    """Nothing is left untranslated or unexplained."""
    for finding in examine():
        assert finding.name.vi
        assert finding.name.en
        assert finding.detail.vi
        assert finding.detail.en


def test_a_missing_nmap_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without nmap open ports cannot be assessed: exit status 3, and the package to install."""
    monkeypatch.setenv("PATH", "/nonexistent")
    result = CliRunner().invoke(app, ["doctor", "--lang", "en"])
    assert result.exit_code == 3
    assert "apt-get install nmap" in result.output
