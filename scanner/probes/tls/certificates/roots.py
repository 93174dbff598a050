"""The certificates that trust starts from: Mozilla's, and those of a file that the user names."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import certifi
from cryptography import x509

from inventory.wording.phrases import os_reason
from scanner.errors import ScannerError
from scanner.probes.tls.certificates.names import NameKey, name_key, owner_of, subject_of
from scanner.probes.tls.certificates.parsing import quietly

FILE_LENGTH = 10_000_000  # bytes
FILES_KEPT = 4  # a run has one


@dataclass(frozen=True, eq=False)
class Roots:
    """A trust store, by the name that facts give it. Compared by identity: it is a key of caches."""

    name: str
    certificates: tuple[x509.Certificate, ...]

    @cached_property
    def by_name(self) -> dict[NameKey | None, tuple[x509.Certificate, ...]]:
        """The roots of each name."""
        found: dict[NameKey | None, tuple[x509.Certificate, ...]] = {}
        for root in self.certificates:
            name = name_key(subject_of(root))
            found[name] = (*found.get(name, ()), root)
        return found

    @cached_property
    def owners(self) -> frozenset[str]:
        """Who stands behind the roots."""
        owners = (owner_of(subject_of(root)) for root in self.certificates)
        return frozenset(owner for owner in owners if owner)


@cache
def mozilla() -> Roots:
    """Mozilla's root store, as certifi distributes it."""
    with quietly():  # some roots are older than the rule that a serial number is positive
        return Roots("mozilla", tuple(x509.load_pem_x509_certificates(certifi.contents().encode())))


def from_file(path: Path) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM file.

    Raises:
        ScannerError: the file cannot be read or holds no certificate.

    """
    try:
        found = path.stat()
        return _of_file(path, (found.st_mtime_ns, found.st_size, found.st_ino))
    except OSError as error:
        raise ScannerError(
            "{path}: cannot read the CA file: {reason}", path=path, reason=os_reason(error)
        ) from None
    except ValueError:
        raise ScannerError("{path}: not a file of certificates in PEM form", path=path) from None


@lru_cache(maxsize=FILES_KEPT)
def _of_file(path: Path, _state: tuple[int, int, int]) -> tuple[x509.Certificate, ...]:
    """Read once, and again when it is another."""
    with path.open("rb") as file, quietly():
        return tuple(x509.load_pem_x509_certificates(file.read(FILE_LENGTH)))


@lru_cache(maxsize=FILES_KEPT)
def of_user(certificates: tuple[x509.Certificate, ...]) -> Roots:
    """Roots that the user vouches for."""
    return Roots("ca-file", certificates)
