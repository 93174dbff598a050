"""What a catalogue of known exploited vulnerabilities says of the products that an endpoint names."""

from datetime import date
from typing import Literal

from checks.facts.extent import Unseen
from checks.model import Frozen


class KevEntry(Frozen):
    """One vulnerability, in the catalogue's words; it names no versions."""

    cve: str
    vendor: str
    product: str
    added: date


class KevFacts(Frozen):
    """Of a catalogue that the officer imported, the entries about products that were seen here."""

    kind: Literal["kev"] = "kev"
    version: Literal[1] = 1
    catalogue: str  # its version
    entries: tuple[KevEntry, ...] = ()
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen
