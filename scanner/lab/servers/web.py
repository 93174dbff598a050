"""HTTP/1.1 (RFC 9112) over one listening side of a host: GET and HEAD, keep-alive, nothing else."""

from email.utils import formatdate
from http import HTTPStatus

from scanner.lab.connections.client import BUFFER_BYTES, ClientConnection
from scanner.lab.servers.pages import HttpResponse, Site

END_OF_HEAD = b"\r\n\r\n"
REQUESTS_PER_CONNECTION = 100
REQUEST_LINE_WORDS = 3


class Web(ClientConnection):
    """One client of a site."""

    def __init__(self, site: Site, open_connections: set[ClientConnection]) -> None:
        super().__init__(open_connections)
        self._site = site
        self._left = REQUESTS_PER_CONNECTION

    def received(self, buffer: bytearray) -> None:
        """HttpResponse every whole request head."""
        while (end := buffer.find(END_OF_HEAD)) >= 0 and not self._transport.is_closing():
            head = bytes(buffer[:end])
            del buffer[: end + len(END_OF_HEAD)]
            self._answer(head)
        if len(buffer) > BUFFER_BYTES:
            buffer.clear()
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def _answer(self, head: bytes) -> None:
        line, _, fields = head.decode("latin-1").lstrip("\r\n").partition("\r\n")
        words = line.split(" ")
        if len(words) != REQUEST_LINE_WORDS or not words[2].startswith("HTTP/1."):
            self._refuse(HTTPStatus.BAD_REQUEST)
        elif words[0] not in ("GET", "HEAD"):
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED)
        else:
            self._left -= 1
            stays = self._left > 0 and _keeps_alive(words[2], fields)
            self._write(self._site.answer(words[1], fields), stays=stays, with_body=words[0] == "GET")

    def _refuse(self, status: HTTPStatus) -> None:
        # A body may follow, which nobody is going to read: hang up.
        self._write(HttpResponse(status, self._site.headers("text/plain")), stays=False)

    def _write(self, answer: HttpResponse, *, stays: bool, with_body: bool = True) -> None:
        fields = (
            ("Date", formatdate(usegmt=True)),
            *answer.headers,
            ("Content-Length", str(len(answer.body))),
            ("Connection", "keep-alive" if stays else "close"),
        )
        head = f"HTTP/1.1 {answer.status.value} {answer.status.phrase}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in fields)
        self.send(head.encode("latin-1") + b"\r\n" + (answer.body if with_body else b""))
        if not stays:
            self.close()


def _keeps_alive(version: str, fields: str) -> bool:
    lower_fields = fields.lower()
    has_body = (
        "\r\ncontent-length:" in f"\r\n{lower_fields}" or "\r\ntransfer-encoding:" in f"\r\n{lower_fields}"
    )
    asked_to_close = "connection: close" in lower_fields
    return version == "HTTP/1.1" and not has_body and not asked_to_close
