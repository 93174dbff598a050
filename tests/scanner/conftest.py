"""Databases of one's own, and more or less patience."""

from dataclasses import replace

import pytest

from scanner.probes.context import ProbeSettings
from scanner.settings import RunSettings, probe_settings
from tests.inventory.conftest import database, empty_file, new_database

__all__ = ["database", "empty_file", "new_database"]


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no slow server: whoever is looked at has minutes."""

    def with_time(given: RunSettings) -> ProbeSettings:
        return replace(
            probe_settings(given), tls_deadline=240.0, endpoint_deadline=600.0, ports_deadline=600.0
        )

    monkeypatch.setattr("scanner.queue.by_whom.probe_settings", with_time)
    for limit in ("deep.running.DEADLINE", "enumeration.farm.LONGEST", "handshake.retry_answers.PATIENCE"):
        monkeypatch.setattr(f"scanner.probes.tls.{limit}", 240.0)


@pytest.fixture
def short_visits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A web server that says nothing is waited for a moment only."""
    monkeypatch.setattr("scanner.probes.http.attempt.VISIT_SECONDS", 3.0)
