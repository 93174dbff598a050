"""Services under which anybody may take a name that was given up: a dated table."""

import tomllib
from functools import cache
from typing import NamedTuple

from checks.data import table_text


class Claimable(NamedTuple):
    """The table: the day it was compiled, and the suffixes."""

    date: str
    suffixes: tuple[str, ...]

    def service_of(self, name: str) -> str:
        """The suffix of the service that a name belongs to; "" when it is none of these."""
        return next((suffix for suffix in self.suffixes if name.endswith(f".{suffix}")), "")


@cache
def claimable() -> Claimable:
    """The table that ships beside this module."""
    table = tomllib.loads(table_text("checks.dns", "claimable"))
    return Claimable(table["date"].isoformat(), tuple(table["suffixes"]))
