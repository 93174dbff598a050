"""sslyze's view of a server, with an ear on every connection. Imported in worker processes only.

sslyze calls a server healthy also when it hung up before a test began. What the server really said tells
whether the test took place.
"""

import socket
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sslyze.connection_helpers.tls_connection import SslConnection
from sslyze.server_connectivity import ServerConnectivityInfo, TlsVersionEnum

from scanner.probes.tls.wire.codes import HandshakeType
from scanner.probes.tls.wire.records import LONGEST_FLIGHT, Alert, MalformedError, Message, Part, Reader


class Tap(socket.socket):
    """A connected socket that remembers what it received."""

    def __init__(self, connected: socket.socket) -> None:
        timeout = connected.gettimeout()
        super().__init__(connected.family, connected.type, connected.proto, fileno=connected.detach())
        self.settimeout(timeout)
        self.heard = bytearray()
        self.hung_up = False

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """As a socket does it."""
        try:
            data = super().recv(size, flags)
        except ConnectionError:
            self.hung_up = True
            raise
        self.hung_up = self.hung_up or not data
        if len(self.heard) < LONGEST_FLIGHT:
            self.heard += data
        return data

    def send(self, data: bytes, flags: int = 0, /) -> int:  # type: ignore[override]  # sslyze sends bytes
        """As a socket does it."""
        try:
            return super().send(data, flags)
        except ConnectionError:
            self.hung_up = True
            raise

    @property
    def greeted(self) -> bool:
        """Whether the server's first flight came to its end (up to TLS 1.2)."""
        return any(
            isinstance(part, Message) and part.kind == HandshakeType.SERVER_HELLO_DONE for part in self._parts
        )

    @property
    def reacted(self) -> bool:
        """Whether the server answered with an alert, or hung up."""
        return self.hung_up or any(isinstance(part, Alert) for part in self._parts)

    @property
    def _parts(self) -> list[Part]:
        parts: list[Part] = []
        with suppress(MalformedError):  # heartbeats and encrypted alerts come after all that is looked for
            for part in Reader().feed(bytes(self.heard)):
                parts.append(part)  # noqa: PERF402 - what came before the error is kept
        return parts


@dataclass(frozen=True)
class TappedServer(ServerConnectivityInfo):
    """A server whose connections are tapped, and offer the suites that it is known to accept."""

    ciphers: str = ""
    server_name: bool = True  # send one
    always_named: bool = False  # also where sslyze would leave the name out
    taps: list[Tap] = field(default_factory=list)

    def get_preconfigured_tls_connection(
        self,
        override_tls_version: TlsVersionEnum | None = None,
        ca_certificates_path: Path | None = None,
        should_use_legacy_openssl: bool | None = None,  # noqa: FBT001 - sslyze's interface
        should_enable_server_name_indication: bool = True,  # noqa: FBT001, FBT002
    ) -> SslConnection:
        """As sslyze does it; the socket is tapped when it is connected."""
        wanted = should_enable_server_name_indication or self.always_named
        connection = super().get_preconfigured_tls_connection(
            override_tls_version, ca_certificates_path, should_use_legacy_openssl, self.server_name and wanted
        )
        client = connection.ssl_client
        if override_tls_version is not TlsVersionEnum.TLS_1_3:
            client.set_cipher_list(self.ciphers)
        take = client.set_underlying_socket

        def tap(connected: socket.socket) -> None:
            self.taps.append(Tap(connected))
            take(self.taps[-1])

        client.set_underlying_socket = tap  # type: ignore[method-assign, assignment]  # sslyze hands it over here
        return connection
