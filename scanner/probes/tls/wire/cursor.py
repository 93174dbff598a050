"""Parsing bytes that a stranger sent: every read is checked, every failure is the same typed error."""

from collections.abc import Iterator

from scanner.probes.tls.wire.records import MalformedError


class Cursor:
    """Reads a message from its start to its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._offset = 0

    def take(self, count: int) -> bytes:
        """The next bytes.

        Raises:
            MalformedError: the message ends before.

        """
        end = self._offset + count
        if end > len(self._data):
            raise self._ends_early(end)
        part = self._data[self._offset : end]
        self._offset = end
        return part

    def number(self, width: int) -> int:
        """The next number of so many bytes, most significant first."""
        end = self._offset + width
        if end > len(self._data):
            raise self._ends_early(end)
        number = int.from_bytes(self._data[self._offset : end], "big")
        self._offset = end
        return number

    def vector(self, width: int) -> bytes:
        """The next length of so many bytes, and what it counts."""
        return self.take(self.number(width))

    def __bool__(self) -> bool:
        """Whether anything is left."""
        return self._offset < len(self._data)

    def vectors(self, width: int) -> Iterator[bytes]:
        """All that is left, as vectors."""
        while self:
            yield self.vector(width)

    def _ends_early(self, end: int) -> MalformedError:
        return MalformedError(f"a message ends {end - len(self._data)} bytes early")
