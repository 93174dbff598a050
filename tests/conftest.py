"""What tests of several packages share: one lab of real servers for each worker process."""

from collections.abc import Iterator

import pytest

from scanner.lab.model import Lab
from scanner.lab.process import running_lab


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The thirty servers and their name server, on loopback."""
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running
