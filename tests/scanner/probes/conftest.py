"""What all tests of the probes share."""

import pytest

from scanner.pace import LONGEST, SHORTEST

HASTE = 10  # times as fast as a stranger's server is met


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's own server that turns connections away is left alone for a moment only."""
    monkeypatch.setattr("scanner.pace.SHORTEST", SHORTEST / HASTE)
    monkeypatch.setattr("scanner.pace.LONGEST", LONGEST / HASTE)
