"""What others found out about systems, in the inventory's own terms: it knows no scanner."""

from collections.abc import Mapping

from inventory.model import Code, Strict


class Evidence(Strict):
    """``ipv6``: whether a system works over IPv6; None: could not tell; missing: nobody looked.

    ``contradicted``: systems whose claim of a fully implemented plan something found contradicts.
    """

    ipv6: Mapping[Code, bool | None] = {}
    contradicted: frozenset[Code] = frozenset()
