"""The names of the places from which scans look, such as internet and wan."""

import re

from inventory.errors import InventoryError
from inventory.safe_text import quoted

INTERNET = "internet"  # where scans look from unless it is said
LONGEST = 30  # characters
NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")


def vantage_name(value: str) -> str:
    """A name as it is kept: in small letters, so that WAN and wan are one place.

    Raises:
        InventoryError: it is none.

    """
    name = value.strip().lower()
    if len(name) > LONGEST or not NAME.match(name):
        raise InventoryError(
            "{value} is no vantage: write a name such as wan, of letters, digits and -, at most {longest}",
            value=quoted(value),
            longest=LONGEST,
        )
    return name
