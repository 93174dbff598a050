"""What first flights tell besides version and suite, put down as they come in."""

from dataclasses import dataclass, field

from cryptography import x509

from scanner.probes.tls.certificates.presented import key_type
from scanner.probes.tls.handshake.first_flight import FirstFlight
from scanner.probes.tls.handshake.tls13_flight import EncryptedFlight


@dataclass(kw_only=True)
class HandshakeProperties:
    """Of every handshake that was made.

    ``groups``: seen in key exchanges up to TLS 1.2. The yes-or-no facts hold for each handshake added.
    ``asks_certificate``: of the client, in any of them; None: none that was added would have told.
    """

    groups: set[int] = field(default_factory=set)
    dh_prime_bits: set[int] = field(default_factory=set)
    extended_master_secret: dict[int, bool] = field(default_factory=dict)  # by version
    secure_renegotiation: list[bool] = field(default_factory=list)
    key_types: set[x509.ObjectIdentifier | None] = field(default_factory=set)  # of certificates
    asks_certificate: bool | None = None
    _traits: dict[int, set[tuple[bool, bool]]] = field(default_factory=dict)  # by version

    @property
    def differ(self) -> bool:
        """Whether handshakes of one version differed in what no server changes from one to the next."""
        return any(len(traits) > 1 for traits in self._traits.values())

    def add(self, flight: FirstFlight) -> None:
        """Add a first flight of TLS 1.2 or older."""
        hello = flight.server_hello
        self._note_request(is_there=flight.asks_certificate, would_tell=bool(flight.certificates))
        always = self.extended_master_secret.get(hello.version, True)
        self.extended_master_secret[hello.version] = always and hello.extended_master_secret
        self.secure_renegotiation.append(hello.secure_renegotiation)
        traits = (hello.extended_master_secret, hello.secure_renegotiation)
        self._traits.setdefault(hello.version, set()).add(traits)
        if flight.key_exchange.group is not None:
            self.groups.add(flight.key_exchange.group)
        if flight.key_exchange.dh_prime:
            self.dh_prime_bits.add(int.from_bytes(flight.key_exchange.dh_prime, "big").bit_length())
        if flight.certificates:
            self.key_types.add(key_type(flight.certificates[0]))

    def add_encrypted(self, flight: EncryptedFlight) -> None:
        """Add a first flight of TLS 1.3."""
        self._note_request(is_there=flight.asks_certificate, would_tell=bool(flight.chain.certificates))

    def _note_request(self, *, is_there: bool, would_tell: bool) -> None:
        if is_there or would_tell:
            self.asks_certificate = bool(self.asks_certificate) or is_there
