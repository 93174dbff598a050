"""The certificates that trust starts from: Mozilla's, and those of a file that the user names."""

import warnings
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import NameOID

from scanner.errors import ScannerError

FILE_LENGTH = 10_000_000  # bytes
FILES_KEPT = 4  # a run has one


@dataclass(frozen=True, eq=False)
class Roots:
    """A trust store, by the name that facts give it. Compared by identity: it is a key of caches."""

    name: str
    certificates: tuple[x509.Certificate, ...]

    @cached_property
    def subjects(self) -> frozenset[x509.Name]:
        """The names of the roots."""
        return frozenset(root.subject for root in self.certificates)

    @cached_property
    def owners(self) -> frozenset[tuple[str, ...]]:
        """Who stands behind the roots."""
        return frozenset(owner_of(name) for name in self.subjects)


@cache
def mozilla() -> Roots:
    """Mozilla's root store, as certifi distributes it."""
    with warnings.catch_warnings():  # some roots are older than the rule that a serial number is positive
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        return Roots("mozilla", tuple(x509.load_pem_x509_certificates(certifi.contents().encode())))


def from_file(path: Path) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM file.

    Raises:
        ScannerError: the file cannot be read or holds no certificate.

    """
    try:
        with path.open("rb") as file:
            return _of_pem(file.read(FILE_LENGTH))
    except OSError as error:
        raise ScannerError(f"{path}: cannot read the CA file: {error.strerror}") from None
    except ValueError:
        raise ScannerError(f"{path}: not a file of certificates in PEM form") from None


@lru_cache(maxsize=FILES_KEPT)
def _of_pem(text: bytes) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(text))


@lru_cache(maxsize=FILES_KEPT)
def of_user(certificates: tuple[x509.Certificate, ...]) -> Roots:
    """Roots that the user vouches for."""
    return Roots("ca-file", certificates)


def owner_of(name: x509.Name) -> tuple[str, ...]:
    """Organization and country; empty when there is no organization."""
    organizations = name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    countries = name.get_attributes_for_oid(NameOID.COUNTRY_NAME)
    return tuple(str(part.value) for part in (*organizations, *countries)) if organizations else ()
