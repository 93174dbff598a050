"""The zone that a host lies in, as its parent and each of its name servers tell of it (RFC 1034, 9471)."""

from typing import Literal

from checks.facts.extent import Unseen
from checks.model import Frozen


class ZoneFacts(Frozen):
    """Of the zone whose apex is ``apex``; a host's own records are in ``DnsFacts``."""

    kind: Literal["zone"] = "zone"
    version: Literal[1] = 1
    apex: str
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen
