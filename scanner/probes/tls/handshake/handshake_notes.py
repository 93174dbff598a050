"""What first flights tell besides version and suite, put down as they come in."""

from dataclasses import dataclass, field, replace

from cryptography import x509
from cryptography.x509.oid import PublicKeyAlgorithmOID

from scanner.probes.tls.certificates.parsing import MALFORMED
from scanner.probes.tls.handshake.first_flight import Answer
from scanner.probes.tls.wire.codes import Extension

MOST_LEAVES = 8  # a farm of servers may show more; eight kinds of key there are not
RSA_KINDS = {PublicKeyAlgorithmOID.RSAES_PKCS1_v1_5, PublicKeyAlgorithmOID.RSASSA_PSS}
ECDSA_KINDS = {
    PublicKeyAlgorithmOID.EC_PUBLIC_KEY,
    PublicKeyAlgorithmOID.ED25519,
    PublicKeyAlgorithmOID.ED448,
}


@dataclass(frozen=True, kw_only=True)
class Presented:
    """A chain as it was sent, DER, leaf first, with what came along.

    ``staple``: an OCSP response, DER. ``scts``: a SignedCertificateTimestampList (RFC 6962, 3.3).
    """

    certificates: tuple[bytes, ...]
    staple: bytes | None = None
    scts: bytes = b""


@dataclass(kw_only=True)
class Notes:
    """``groups``: seen in key exchanges up to TLS 1.2. The yes-or-no facts hold for each handshake noted."""

    groups: set[int] = field(default_factory=set)
    dh_prime_bits: set[int] = field(default_factory=set)
    extended_master_secret: dict[int, bool] = field(default_factory=dict)  # by version
    secure_renegotiation: list[bool] = field(default_factory=list)
    _presented: dict[bytes, Presented] = field(default_factory=dict)

    def take(self, answer: Answer) -> None:
        """Note a first flight of TLS 1.2 or older."""
        hello = answer.hello
        always = self.extended_master_secret.get(hello.version, True)
        self.extended_master_secret[hello.version] = always and hello.extended_master_secret
        self.secure_renegotiation.append(hello.secure_renegotiation)
        if answer.exchange.group is not None:
            self.groups.add(answer.exchange.group)
        if answer.exchange.dh_prime:
            self.dh_prime_bits.add(int.from_bytes(answer.exchange.dh_prime, "big").bit_length())
        if answer.certificates:
            scts = hello.extensions.get(Extension.SIGNED_CERTIFICATE_TIMESTAMP, b"")
            self.present(Presented(certificates=answer.certificates, staple=answer.staple, scts=scts))

    def present(self, shown: Presented) -> None:
        """Note a chain. A staple may be missing until the server has fetched one."""
        leaf = shown.certificates[0]
        known = self._presented.get(leaf)
        if known is not None:
            self._presented[leaf] = replace(
                known, staple=known.staple or shown.staple, scts=known.scts or shown.scts
            )
        elif len(self._presented) < MOST_LEAVES:
            self._presented[leaf] = shown

    def presented(self) -> dict[x509.ObjectIdentifier | None, Presented]:
        """One chain a kind of key, the first that was shown; None stands for keys that cannot be told."""
        found: dict[x509.ObjectIdentifier | None, Presented] = {}
        for leaf, shown in self._presented.items():
            found.setdefault(_kind(leaf), shown)
        return found

    def stapled(self) -> bool | None:
        """Whether any chain came with an OCSP response; None when none came."""
        return any(shown.staple for shown in self._presented.values()) if self._presented else None


def _kind(leaf: bytes) -> x509.ObjectIdentifier | None:
    try:
        return x509.load_der_x509_certificate(leaf).public_key_algorithm_oid
    except MALFORMED:
        return None
