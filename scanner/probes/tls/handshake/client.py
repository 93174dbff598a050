"""How one server is spoken to, and whether it still answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from scanner.probes.tls.connection.connection import Connection, Door
from scanner.probes.tls.handshake.alpn import Alpn
from scanner.probes.tls.handshake.first_flight import Answer, Refusal, knock
from scanner.probes.tls.wire.codes import CURVES, TLS_1_3_GROUPS, Version
from scanner.probes.tls.wire.hello import ClientHello
from scanner.probes.tls.wire.secrets import READABLE_GROUPS, new_key

GREASE_SHARE = (0x4A4A, b"\0")  # RFC 8701: no server knows this group, and none may mind it


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What one hello offers. Suites for TLS 1.3 alone never go with an older version."""

    version: Version
    suites: Sequence[int]
    groups: Sequence[int] | None = None  # None: all that the version knows


@dataclass(kw_only=True)
class Asker:
    """Asks a server that has answered once. ``careful``: with key shares in TLS 1.3, as it wants them."""

    door: Door
    careful: bool = False
    alpn: Alpn = field(default_factory=Alpn)
    _hung_up_at: float | None = field(default=None, init=False)

    async def ask(self, offer: Offer, connection: Connection | None = None) -> Answer | Refusal:
        """Offer one version, and in TLS 1.2 what is still to be known of ALPN.

        Raises:
            UnreachableError, SilentError, MalformedError: what prevented an answer.

        """
        alpn = self.alpn.offer() if offer.version == Version.TLS_1_2 else ()
        begun = asyncio.get_running_loop().time()
        answer = await knock(self.door, self._hello(offer, alpn), connection)
        self._remember(answer, begun)
        if isinstance(answer, Answer):
            self.alpn.heard(alpn, answer.hello.alpn)
        elif self.alpn.refused(alpn, answer.alert):
            return await self.ask(offer)
        return answer

    @property
    def in_doubt(self) -> bool:
        """Whether the server hung up and has not answered since: it refuses so, or it has begun to block."""
        return self._hung_up_at is not None

    def _remember(self, answer: Answer | Refusal, begun: float) -> None:
        if answer == Refusal():
            self._hung_up_at = asyncio.get_running_loop().time()
        elif self._hung_up_at is not None and begun > self._hung_up_at:
            self._hung_up_at = None

    def _hello(self, offer: Offer, alpn: Sequence[str]) -> ClientHello:
        is_new = offer.version == Version.TLS_1_3
        groups = list((TLS_1_3_GROUPS if is_new else CURVES) if offer.groups is None else offer.groups)
        shares = key_shares(groups) if is_new and self.careful else ()
        return ClientHello(
            version=offer.version,
            suites=offer.suites,
            groups=(*groups, GREASE_SHARE[0]) if GREASE_SHARE in shares else groups,
            server_name=self.door.server_name,
            key_shares=shares,
            alpn=alpn,
        )


def key_shares(groups: Sequence[int]) -> tuple[tuple[int, bytes], ...]:
    """Real key shares for the most usual of the groups, or at least one that is not empty."""
    usual = [group for group in READABLE_GROUPS if group in groups][:2]
    return tuple((group, new_key(group).public) for group in usual) or (GREASE_SHARE,)
