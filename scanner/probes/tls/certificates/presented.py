"""The chains that a server presents, put down as they come in."""

from dataclasses import dataclass, field, replace

from cryptography import x509
from cryptography.x509.oid import PublicKeyAlgorithmOID

from scanner.probes.tls.certificates.parsing import MALFORMED, parse

MOST_LEAVES = 8  # a farm of servers may show more; eight types of key there are not
RSA_KEYS = {PublicKeyAlgorithmOID.RSAES_PKCS1_v1_5, PublicKeyAlgorithmOID.RSASSA_PSS}
ECDSA_KEYS = {
    PublicKeyAlgorithmOID.EC_PUBLIC_KEY,
    PublicKeyAlgorithmOID.ED25519,
    PublicKeyAlgorithmOID.ED448,
}


@dataclass(frozen=True, kw_only=True)
class PresentedChain:
    """A chain as it was sent, DER, leaf first, with what came along.

    ``staple``: an OCSP response, DER. ``scts``: a SignedCertificateTimestampList (RFC 6962, 3.3).
    """

    certificates: tuple[bytes, ...]
    staple: bytes | None = None
    scts: bytes = b""


@dataclass
class PresentedChains:
    """Those of one server, one a leaf."""

    _by_leaf: dict[bytes, PresentedChain] = field(default_factory=dict)

    def add(self, chain: PresentedChain) -> None:
        """Put down a chain. A staple may be missing until the server has fetched one."""
        leaf = chain.certificates[0]
        earlier = self._by_leaf.get(leaf)
        if earlier is not None:
            staple, scts = earlier.staple or chain.staple, earlier.scts or chain.scts
            self._by_leaf[leaf] = replace(earlier, staple=staple, scts=scts)
        elif len(self._by_leaf) < MOST_LEAVES:
            self._by_leaf[leaf] = chain

    def by_key_type(self) -> dict[x509.ObjectIdentifier | None, PresentedChain]:
        """One chain a type of key, the first that was sent; None stands for keys that cannot be told."""
        chains: dict[x509.ObjectIdentifier | None, PresentedChain] = {}
        for leaf, chain in self._by_leaf.items():
            chains.setdefault(_key_type(leaf), chain)
        return chains

    def has_staple(self) -> bool | None:
        """Whether any chain came with an OCSP response; None when none came."""
        return any(chain.staple for chain in self._by_leaf.values()) if self._by_leaf else None


def _key_type(leaf: bytes) -> x509.ObjectIdentifier | None:
    try:
        return parse(leaf).public_key_algorithm_oid
    except MALFORMED:
        return None
