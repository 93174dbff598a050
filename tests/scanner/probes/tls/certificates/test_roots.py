"""The roots of a file that the user names."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from scanner.errors import ScannerError
from scanner.probes.tls.certificates import roots
from tests.scanner.probes.authority import Issued, authority


def _write(path: Path, *issued: Issued) -> None:
    path.write_bytes(b"".join(one.certificate.public_bytes(Encoding.PEM) for one in issued))


def test_a_file_is_read_again_when_it_is_another(tmp_path: Path) -> None:
    """A root that is added or put in another's place counts from then on; a file that is gone is missed."""
    path, one, other = tmp_path / "roots.pem", authority(name="one"), authority(name="two")
    _write(path, one)
    assert roots.from_file(path) == (one.certificate,)
    assert roots.from_file(path) is roots.from_file(path)
    _write(path, one, other)
    assert roots.from_file(path) == (one.certificate, other.certificate)
    _write(tmp_path / "new.pem", other)
    (tmp_path / "new.pem").replace(path)
    assert roots.from_file(path) == (other.certificate,)
    path.unlink()
    with pytest.raises(ScannerError):
        roots.from_file(path)
