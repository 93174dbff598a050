"""Whether the answers about a host are signed, from a trust anchor down (RFC 4033 to 4035)."""

from typing import Literal

from checks.facts.extent import Unseen
from checks.model import Frozen


class DnssecFacts(Frozen):
    """Of the host's whole answer, every link of its aliases, and of its zone."""

    kind: Literal["dnssec"] = "dnssec"
    version: Literal[1] = 1
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen
