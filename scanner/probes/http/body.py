"""The content of an answer: bounded before and after every decoding, so that no bomb goes off."""

from collections.abc import AsyncIterable

from checks.facts.visit import BodyProblem
from scanner.probes.http import charset
from scanner.probes.http.coding import CODINGS, undone

LIMIT = 2 * 1024 * 1024  # octets of content kept, encoded or decoded
PIECES = 20_000  # in which content may come: each takes the same work, be it a single octet
CODINGS_UNDONE = 3
GZIP_MAGIC = b"\x1f\x8b"  # RFC 1952, section 2.3.1


class Body:
    """What has been read of a body. Usable at any time: also of an answer that broke off."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._problem: BodyProblem = "cut_off"

    async def read(self, chunks: AsyncIterable[bytes]) -> None:
        """Read to the end, or stop at the limit."""
        pieces = 0
        async for chunk in chunks:
            self._data += chunk[: LIMIT + 1 - len(self._data)]
            pieces += 1
            if len(self._data) > LIMIT or pieces > PIECES:
                del self._data[LIMIT:]
                self._problem = "too_long"
                return
        self._problem = ""

    def text(
        self, content_encoding: str, content_type: str, *, packed: bool = False
    ) -> tuple[str, BodyProblem]:
        """The content as text, and why something is missing from it; "" when nothing is.

        ``packed``: it is a file packed by gzip, unless a coding was undone that was the packing.
        """
        data, problem = bytes(self._data), self._problem
        codings = [coding.strip().lower() for coding in content_encoding.split(",") if coding.strip()]
        codings = [coding for coding in codings if coding != "identity"]
        if len(codings) > CODINGS_UNDONE or not CODINGS.issuperset(codings):
            return "", "coding"
        for coding in reversed(codings):
            data, fault = undone(data, coding, LIMIT)
            problem = problem or fault
        if packed and data.startswith(GZIP_MAGIC):
            data, fault = undone(data, "gzip", LIMIT)
            problem = problem or fault
        return charset.text(data, content_type), problem
