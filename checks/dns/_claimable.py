"""Services under which anybody may take a name that was given up: a dated table."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from checks.data import table_text


class Claimable(NamedTuple):
    """The table: the day it was compiled, and by suffix whether a source confirms that names are free."""

    date: str
    services: Mapping[str, bool]

    def service_of(self, name: str) -> str:
        """The suffix of the service that a name belongs to; "" when its names are nobody's to take."""
        known = (suffix for suffix in self.services if name.endswith(f".{suffix}"))
        nearest = max(known, key=len, default="")
        return nearest if self.services.get(nearest) else ""


@cache
def claimable() -> Claimable:
    """The table that ships beside this module."""
    table = tomllib.loads(table_text("checks.dns", "claimable"))
    services = {row["suffix"]: row["confidence"] == "confirmed" for row in table["services"]}
    return Claimable(table["date"].isoformat(), services)
