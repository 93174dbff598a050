"""sslyze's view of a server, with every connection recorded. Imported in worker processes only.

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
from scanner.probes.tls.wire.records import (
    LONGEST_FLIGHT,
    Alert,
    MalformedError,
    Message,
    RecordContent,
    RecordReader,
)


class RecordingSocket(socket.socket):
    """A connected socket that remembers what it received."""

    def __init__(self, connected: socket.socket) -> None:
        timeout = connected.gettimeout()
        super().__init__(connected.family, connected.type, connected.proto, fileno=connected.detach())
        self.settimeout(timeout)
        self.received = bytearray()
        self.hung_up = False

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """As a socket does it."""
        try:
            data = super().recv(size, flags)
        except ConnectionError:
            self.hung_up = True
            raise
        self.hung_up = self.hung_up or not data
        if len(self.received) < LONGEST_FLIGHT:
            self.received += data
        return data

    def send(self, data: bytes, flags: int = 0, /) -> int:  # type: ignore[override]  # sslyze sends bytes
        """As a socket does it."""
        try:
            return super().send(data, flags)
        except ConnectionError:
            self.hung_up = True
            raise

    @property
    def has_first_flight(self) -> bool:
        """Whether the server's first flight came to its end (up to TLS 1.2)."""
        messages = (content for content in self._record_contents if isinstance(content, Message))
        return any(message.kind == HandshakeType.SERVER_HELLO_DONE for message in messages)

    @property
    def rejected(self) -> bool:
        """Whether the server answered with an alert, or hung up."""
        return self.hung_up or any(isinstance(content, Alert) for content in self._record_contents)

    @property
    def _record_contents(self) -> list[RecordContent]:
        contents: list[RecordContent] = []
        with suppress(MalformedError):  # heartbeats and encrypted alerts come after all that is looked for
            for content in RecordReader().feed(bytes(self.received)):
                contents.append(content)  # noqa: PERF402 - what came before the error is kept
        return contents


@dataclass(frozen=True)
class RecordedServer(ServerConnectivityInfo):
    """A server whose connections are recorded, and offer the suites that it is known to accept."""

    ciphers: str = ""
    server_name: bool = True  # send one
    always_named: bool = False  # also where sslyze would leave the name out
    sockets: list[RecordingSocket] = field(default_factory=list)

    def get_preconfigured_tls_connection(
        self,
        override_tls_version: TlsVersionEnum | None = None,
        ca_certificates_path: Path | None = None,
        should_use_legacy_openssl: bool | None = None,  # noqa: FBT001 - sslyze's interface
        should_enable_server_name_indication: bool = True,  # noqa: FBT001, FBT002
    ) -> SslConnection:
        """As sslyze does it; the socket is recorded from when it is connected."""
        wanted = should_enable_server_name_indication or self.always_named
        connection = super().get_preconfigured_tls_connection(
            override_tls_version, ca_certificates_path, should_use_legacy_openssl, self.server_name and wanted
        )
        client = connection.ssl_client
        if override_tls_version is not TlsVersionEnum.TLS_1_3:
            client.set_cipher_list(self.ciphers)
        hand_over = client.set_underlying_socket

        def record(connected: socket.socket) -> None:
            self.sockets.append(RecordingSocket(connected))
            hand_over(self.sockets[-1])

        client.set_underlying_socket = record  # type: ignore[method-assign, assignment]  # sslyze hands it over here
        return connection
