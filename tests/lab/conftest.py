"""One running lab for all tests of a worker process."""

from collections.abc import Iterator

import pytest

from scanner.lab import Lab, running_lab


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab that tests look at without changing it."""
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running
