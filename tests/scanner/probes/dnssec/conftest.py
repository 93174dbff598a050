"""The server of the zones, and the anchor of their root."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scanner.probes.dnssec import anchors
from scanner.probes.dnssec.anchors import TrustAnchors
from tests.scanner.probes import knot
from tests.scanner.probes.dnssec.zones import tree


@pytest.fixture(scope="session")
def signed_zones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Address and port of a server of every zone, which stands for a resolver."""
    with knot.serving(tree().zones, tmp_path_factory.mktemp("signed")) as server:
        yield server


@pytest.fixture(scope="session")
def root_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The anchor of the zones' root, as a file."""
    file = tmp_path_factory.mktemp("anchor") / "root.ds"
    file.write_text(tree().anchor())
    return file


@pytest.fixture(scope="session")
def from_root(root_file: Path) -> TrustAnchors:
    """The same, read."""
    return anchors.from_file(root_file)
