"""What first flights tell besides version and suite, put down as they come in."""

from dataclasses import dataclass, field

from scanner.probes.tls.certificates.presented import PresentedChain, PresentedChains
from scanner.probes.tls.handshake.first_flight import FirstFlight
from scanner.probes.tls.handshake.tls13_flight import EncryptedFlight
from scanner.probes.tls.wire.codes import Extension


@dataclass(kw_only=True)
class HandshakeProperties:
    """Of every handshake that was made.

    ``groups``: seen in key exchanges up to TLS 1.2. The yes-or-no facts hold for each handshake added.
    """

    groups: set[int] = field(default_factory=set)
    dh_prime_bits: set[int] = field(default_factory=set)
    extended_master_secret: dict[int, bool] = field(default_factory=dict)  # by version
    secure_renegotiation: list[bool] = field(default_factory=list)
    chains: PresentedChains = field(default_factory=PresentedChains)
    asks_certificate: bool = False  # of the client, in any handshake

    def add(self, flight: FirstFlight) -> None:
        """Add a first flight of TLS 1.2 or older."""
        hello = flight.server_hello
        self.asks_certificate = self.asks_certificate or flight.asks_certificate
        always = self.extended_master_secret.get(hello.version, True)
        self.extended_master_secret[hello.version] = always and hello.extended_master_secret
        self.secure_renegotiation.append(hello.secure_renegotiation)
        if flight.key_exchange.group is not None:
            self.groups.add(flight.key_exchange.group)
        if flight.key_exchange.dh_prime:
            self.dh_prime_bits.add(int.from_bytes(flight.key_exchange.dh_prime, "big").bit_length())
        if flight.certificates:
            scts = hello.extensions.get(Extension.SIGNED_CERTIFICATE_TIMESTAMP, b"")
            self.chains.add(PresentedChain(certificates=flight.certificates, staple=flight.staple, scts=scts))

    def add_encrypted(self, flight: EncryptedFlight) -> None:
        """Add a first flight of TLS 1.3."""
        self.asks_certificate = self.asks_certificate or flight.asks_certificate
        if flight.chain.certificates:
            self.chains.add(flight.chain)
