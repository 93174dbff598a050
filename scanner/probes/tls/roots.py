"""The certificates that trust starts from: Mozilla's, and those of a file that the user names."""

import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.utils import CryptographyDeprecationWarning

from scanner.errors import ScannerError

FILE_LENGTH = 10_000_000  # bytes


@dataclass(frozen=True)
class Roots:
    """A trust store, by the name that facts give it."""

    name: str
    certificates: tuple[x509.Certificate, ...]


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
            return tuple(x509.load_pem_x509_certificates(file.read(FILE_LENGTH)))
    except OSError as error:
        raise ScannerError(f"{path}: cannot read the CA file: {error.strerror}") from None
    except ValueError:
        raise ScannerError(f"{path}: not a file of certificates in PEM form") from None
