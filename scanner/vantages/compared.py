"""What two vantages held against each other come to; without the database that it was read from."""

from dataclasses import dataclass
from datetime import datetime

from inventory.model import Code
from scanner.vantages.seen_apart import Pair, SeenApart


@dataclass(frozen=True, kw_only=True)
class VantageComparison:
    """``looked_at``: of each endpoint its systems, and whether the one and the other ever looked at it.

    ``apart``: those where something is seen otherwise, or may be. ``newest``: of each the newest look that
    told something; None: none did. UTC.
    """

    vantages: Pair
    looked_at: tuple[tuple[frozenset[Code], tuple[bool, bool]], ...]
    newest: tuple[datetime | None, datetime | None]
    apart: tuple[SeenApart, ...]

    @property
    def differing(self) -> tuple[SeenApart, ...]:
        """Where something is seen otherwise."""
        return tuple(one for one in self.apart if one.differs)

    @property
    def unsure(self) -> tuple[SeenApart, ...]:
        """Where one of them could not tell what the other found."""
        return tuple(one for one in self.apart if one.is_unsure)
