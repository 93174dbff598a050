"""What two vantages see otherwise, as it is shown. Everything in twos is of the first and of the second."""

from collections.abc import Mapping
from datetime import datetime

from checks.model import Frozen, Reason, Severity, Text
from inventory.model import Code


class CheckSeenOtherwise(Frozen):
    """A check that finds something from one vantage alone.

    ``found_from``: 0 or 1, which of them; ``heading``, ``severity`` and ``summary`` are of what was found
    from there. ``confirmed``: when each last told it. UTC.
    """

    check: str
    found_from: int
    heading: Text
    severity: Severity
    summary: Text
    confirmed: tuple[datetime, datetime]


class EndpointSeenOtherwise(Frozen):
    """One endpoint, with the systems that have it. ``seen``: the newest look of each. UTC.

    ``lets_in``: whether it was reached; None: not known, for the reason in ``why``. ``ports``: open to that
    one alone. ``untold``: what it could not tell and the other found, by reason.
    """

    systems: tuple[Code, ...]
    host: str
    port: int
    http_port: int
    seen: tuple[datetime, datetime]
    lets_in: tuple[bool | None, bool | None]
    why: tuple[Reason | None, Reason | None]
    checks: tuple[CheckSeenOtherwise, ...]
    ports: tuple[tuple[int, ...], tuple[int, ...]]
    untold: tuple[Mapping[Reason, int], Mapping[Reason, int]]


class TwoVantages(Frozen):
    """``compared``: endpoints that both looked at; ``alone``: those that one alone did.

    ``newest``: the newest look of each; None: there is none. ``differing``: seen otherwise; ``unsure``: where
    one could not tell what the other found.
    """

    vantages: tuple[str, str]
    compared: int
    alone: tuple[int, int]
    newest: tuple[datetime | None, datetime | None]
    differing: tuple[EndpointSeenOtherwise, ...]
    unsure: tuple[EndpointSeenOtherwise, ...]
