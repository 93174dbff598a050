"""The open ports of the badly kept hosts: enough of each protocol for a scanner to tell what it is."""

import secrets
import struct
from collections.abc import Mapping

from scanner.lab.connections.client import ClientConnection
from scanner.lab.estate.host import ServiceKind

CRLF = b"\r\n"


class LineService(ClientConnection):
    """A protocol of lines: each is answered by itself."""

    def received(self, buffer: bytearray) -> None:
        """Answer every whole line."""
        *lines, unfinished = buffer.split(b"\n")
        for line in lines:
            self.answer(bytes(line.rstrip(b"\r")))
        buffer[:] = unfinished

    def answer(self, line: bytes) -> None:
        """Answer one line."""
        raise NotImplementedError


class Redis(LineService):
    """Redis without a password: PING and INFO (https://redis.io/docs/latest/develop/reference/protocol-spec/).

    Of a command in RESP (``*1 $4 INFO``) the lines with counts are passed over.
    """

    INFO = b"# Server\r\nredis_version:6.0.16\r\nredis_mode:standalone\r\nos:Linux\r\n"

    def answer(self, line: bytes) -> None:
        """One command."""
        words = line.upper().split()
        if not words or words[0][:1] in b"*$":
            return
        if words[0] == b"INFO":
            self.send(b"$%d\r\n%b\r\n" % (len(self.INFO), self.INFO))
        elif words[0] == b"PING":
            self.send(b"+PONG\r\n")
        elif words[0] == b"QUIT":
            self.send(b"+OK\r\n")
            self.close()
        elif words[0] == b"GET":  # what an HTTP request looks like to it
            self.send(b"-ERR wrong number of arguments for 'get' command\r\n")
        else:
            self.send(b"-ERR unknown command '%b'\r\n" % words[0][:64].lower())


class MySql(ClientConnection):
    """The greeting of MySQL's protocol 10; every login is refused."""

    DENIED = struct.pack("<BH", 0xFF, 1045) + b"#28000Access denied"

    def greet(self) -> None:
        """Version, thread, the two halves of the challenge, capabilities, character set, status."""
        challenge = secrets.token_bytes(20).replace(b"\0", b"x")
        capabilities = 0x0008_F7FF  # with secure connections and authentication plugins, without TLS
        self._packet(
            0,
            b"\x0a5.7.40\0"
            + struct.pack("<I8sx", 8, challenge[:8])
            + struct.pack("<HBHHB10x", capabilities & 0xFFFF, 33, 2, capabilities >> 16, 21)
            + challenge[8:]
            + b"\0mysql_native_password\0",
        )

    def received(self, buffer: bytearray) -> None:
        """Refuse whatever comes."""
        buffer.clear()
        self._packet(2, self.DENIED)
        self.close()

    def _packet(self, number: int, body: bytes) -> None:
        self.send(len(body).to_bytes(3, "little") + bytes((number,)) + body)


class Vnc(ClientConnection):
    """RFB 3.8 with a password (RFC 6143, 7.1 and 7.2): every one is wrong."""

    VERSION_BYTES, CHALLENGE_BYTES = 12, 16
    VNC_AUTHENTICATION = 2
    FAILED = struct.pack(">I", 1)

    def greet(self) -> None:
        """The server's version comes first."""
        self._wants = self.VERSION_BYTES
        self.send(b"RFB 003.008\n")

    def received(self, buffer: bytearray) -> None:
        """Three messages of known lengths: version, kind of security, answer to the challenge."""
        while len(buffer) >= self._wants:
            length = self._wants
            del buffer[:length]
            if length == self.VERSION_BYTES:
                self._wants = 1
                self.send(bytes((1, self.VNC_AUTHENTICATION)))
            elif length == 1:
                self._wants = self.CHALLENGE_BYTES
                self.send(secrets.token_bytes(self.CHALLENGE_BYTES))
            else:
                reason = b"Authentication failed"
                self.send(self.FAILED + struct.pack(">I", len(reason)) + reason)
                self.close()
                return


class Ssh(ClientConnection):
    """The identification of SSH 2 (RFC 4253, 4.2); it hangs up once the client has sent its own."""

    def greet(self) -> None:
        """The server may speak first."""
        self.send(b"SSH-2.0-OpenSSH_9.6\r\n")

    def received(self, buffer: bytearray) -> None:
        """No keys are exchanged here."""
        if b"\n" in buffer:
            self.close()


class Ftp(LineService):
    """FTP (RFC 959) that lets nobody in."""

    REPLIES: Mapping[bytes, bytes] = {
        b"USER": b"331 Please specify the password.",
        b"PASS": b"530 Login incorrect.",
        b"SYST": b"215 UNIX Type: L8",
        b"QUIT": b"221 Goodbye.",
    }

    def greet(self) -> None:
        """Ready for a new user."""
        self.send(b"220 (vsFTPd 3.0.5)" + CRLF)

    def answer(self, line: bytes) -> None:
        """One command."""
        command = line[:4].upper()
        self.send(self.REPLIES.get(command, b"530 Please login with USER and PASS.") + CRLF)
        if command == b"QUIT":
            self.close()


SERVICES: Mapping[ServiceKind, type[ClientConnection]] = {
    ServiceKind.REDIS: Redis,
    ServiceKind.MYSQL: MySql,
    ServiceKind.VNC: Vnc,
    ServiceKind.SSH: Ssh,
    ServiceKind.FTP: Ftp,
}
# Where each is looked for first; the unprivileged neighbours for SSH and FTP.
USUAL_PORTS: Mapping[ServiceKind, int] = {
    ServiceKind.REDIS: 6379,
    ServiceKind.MYSQL: 3306,
    ServiceKind.VNC: 5900,
    ServiceKind.SSH: 2222,
    ServiceKind.FTP: 2121,
}
