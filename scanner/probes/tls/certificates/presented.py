"""The chains that a server presents, put down and counted as they come in.

Behind one address several nodes may stand, each with certificates of its own: every chain that differs is
kept, so that no node is judged by another's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.x509.oid import PublicKeyAlgorithmOID

from scanner.probes.tls.certificates.parsing import MALFORMED, parse

MOST_CHAINS = 16  # kept of one server; what it shows beyond them is counted only
RSA_KEYS = {PublicKeyAlgorithmOID.RSAES_PKCS1_v1_5, PublicKeyAlgorithmOID.RSASSA_PSS}
ECDSA_KEYS = {
    PublicKeyAlgorithmOID.EC_PUBLIC_KEY,
    PublicKeyAlgorithmOID.ED25519,
    PublicKeyAlgorithmOID.ED448,
}


@dataclass(frozen=True, kw_only=True)
class PresentedChain:
    """A chain as it was sent, DER, leaf first, with what came along.

    ``staple``: an OCSP response, DER. ``scts``: a SignedCertificateTimestampList (RFC 6962, 3.3). ``met``: in
    how many handshakes it was shown.
    """

    certificates: tuple[bytes, ...]
    staple: bytes | None = None
    scts: bytes = b""
    met: int = 1


@dataclass
class PresentedChains:
    """Those of one server.

    ``handshakes``: how many showed one. ``passed_over``: how many showed one beyond those that are kept.
    """

    handshakes: int = 0
    passed_over: int = 0
    _kept: dict[tuple[bytes, ...], PresentedChain] = field(default_factory=dict)

    def __iter__(self) -> Iterator[PresentedChain]:
        """Each chain once, in the order in which they were first met."""
        return iter(tuple(self._kept.values()))

    def add(self, chain: PresentedChain) -> None:
        """Put down what one handshake showed. A staple may be missing until the server has fetched one."""
        if not chain.certificates:
            return
        self.handshakes += 1
        earlier = self._kept.get(chain.certificates)
        if earlier is not None:
            self._kept[chain.certificates] = PresentedChain(
                certificates=earlier.certificates,
                staple=earlier.staple or chain.staple,
                scts=earlier.scts or chain.scts,
                met=earlier.met + 1,
            )
        elif len(self._kept) < MOST_CHAINS:
            self._kept[chain.certificates] = chain
        else:
            self.passed_over += 1

    @property
    def different(self) -> int:
        """How many chains were met; those beyond what is kept count each time."""
        return len(self._kept) + self.passed_over

    def has_staple(self) -> bool | None:
        """Whether any chain came with an OCSP response; None when none came."""
        return any(chain.staple for chain in self) if self._kept else None


def key_type(leaf: bytes) -> x509.ObjectIdentifier | None:
    """The type of a leaf's key; None stands for keys that cannot be told."""
    try:
        return parse(leaf).public_key_algorithm_oid
    except MALFORMED:
        return None
