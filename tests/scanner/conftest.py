"""A database of one's own, and more or less patience."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.database.opening import open_database
from scanner.probes.context import ProbeSettings
from scanner.settings import RunSettings, probe_settings


@pytest.fixture
def database(tmp_path: Path) -> Engine:
    """A fresh SQLite database at the newest schema."""
    return open_database(f"sqlite:///{tmp_path / 'capdo.db'}")


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no slow server: whoever is looked at has minutes."""

    def with_time(given: RunSettings) -> ProbeSettings:
        return replace(
            probe_settings(given), tls_deadline=240.0, endpoint_deadline=600.0, ports_deadline=600.0
        )

    monkeypatch.setattr("scanner.runs.ongoing.course.probe_settings", with_time)
    for limit in ("deep.running.DEADLINE", "enumeration.farm.LONGEST", "handshake.retry_answers.PATIENCE"):
        monkeypatch.setattr(f"scanner.probes.tls.{limit}", 240.0)


@pytest.fixture
def short_visits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A web server that says nothing is waited for a moment only."""
    monkeypatch.setattr("scanner.probes.http.attempt.VISIT_SECONDS", 3.0)
