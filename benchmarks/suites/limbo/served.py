"""A case that a server can show to a browser."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ServedCase:
    """A chain, DER, leaf first, that a server of this host shows with its key, PEM; what is trusted."""

    name: str
    sent: tuple[bytes, ...]
    roots: tuple[bytes, ...]
    host: str
    key: bytes
