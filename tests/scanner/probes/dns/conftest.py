"""A real authoritative server (Knot DNS) on an ephemeral loopback port."""

from collections.abc import Iterator

import pytest

from tests.scanner.probes import knot as knot_dns
from tests.scanner.probes.dns import zones


@pytest.fixture(scope="session")
def knot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Address and port of a server of ``zones``."""
    with knot_dns.serving(zones.FILES, tmp_path_factory.mktemp("knot")) as server:
        yield server
