"""Who certifies whom among the certificates that a server sends, in bounded work.

The list is hostile input: certificates may certify each other in circles, or all bear one name and one key,
and a verifier that follows every path then runs for hours. Here each link is verified once, and signatures
are counted.
"""

from collections.abc import Iterator, Sequence

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from scanner.probes.tls.certificates.names import NameKey, issuer_of, name_key, subject_of
from scanner.probes.tls.certificates.parsing import attempt, is_signed_by

WORK = 400  # verifications of a common signature; a day's worth of real chains needs five
KEY_LENGTH = 600  # bytes of a common key; the work grows with the square of its length


def key_of(certificate: x509.Certificate) -> bytes | None:
    """The public key in DER form; None where it cannot be read."""
    form = PublicFormat.SubjectPublicKeyInfo
    return attempt(lambda: certificate.public_key().public_bytes(Encoding.DER, form), None)


class IssuerLinks:
    """The links among certificates, by their places in the list; the leaf is at place 0."""

    def __init__(self, certificates: Sequence[x509.Certificate]) -> None:
        self.certificates = tuple(certificates)
        self.subjects = [name_key(subject_of(certificate)) for certificate in certificates]
        self.issuers = [name_key(issuer_of(certificate)) for certificate in certificates]
        self.keys = [key_of(certificate) for certificate in certificates]
        self._verified: dict[tuple[int, NameKey | None, bytes | None], bool] = {}
        self._work = WORK

    def certifies(self, parent: int, child: int) -> bool:
        """Whether the parent's key signed the child; by the names where that cannot be verified here."""
        if self.issuers[child] is None or self.subjects[parent] != self.issuers[child]:
            return False
        link = child, self.subjects[parent], self.keys[parent]
        if link not in self._verified:
            self._verified[link] = self.is_signed_by(self.certificates[child], self.certificates[parent])
        return self._verified[link]

    def is_signed_by(self, child: x509.Certificate, parent: x509.Certificate) -> bool:
        """Whether the parent signed, as far as that can be told; no longer, once the work is used up."""
        self._work -= 1 + (len(key_of(parent) or b"") // KEY_LENGTH) ** 2
        return not self.is_exhausted and is_signed_by(child, parent) is not False

    @property
    def is_exhausted(self) -> bool:
        """Whether there were more signatures to verify than any real list has."""
        return self._work < 0

    def parents(self, child: int) -> Iterator[int]:
        """The places of those that certify it, in the order sent."""
        return (
            place
            for place in range(len(self.certificates))
            if place != child and self.certifies(place, child)
        )
