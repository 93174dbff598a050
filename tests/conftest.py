"""What tests of several packages share: one lab of real servers for each worker process."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from scanner.lab.model import Lab
from scanner.lab.process import running_lab

# A busy machine is no failure: Hypothesis measures examples against the clock unless told otherwise.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands print as into a pipe, whatever terminal runs the tests."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The thirty servers and their name server, on loopback."""
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running
