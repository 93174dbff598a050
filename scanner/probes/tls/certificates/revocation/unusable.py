"""The one error of this package, and what staples are faulted for."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from checks.facts.tls import StapleFault
from checks.model import Reason
from scanner.probes.tls.certificates.parsing import MALFORMED

CLOCK_SKEW = timedelta(minutes=5)
BROKEN = (*MALFORMED, AttributeError, UnsupportedAlgorithm, x509.InvalidVersion)  # what odd encodings raise


class UnusableError(Exception):
    """An answer that proves nothing, or none at all; the message says why, ``fault`` in a word."""

    def __init__(
        self, detail: str, reason: Reason = Reason.UNREADABLE, fault: StapleFault = "unreadable"
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.fault: StapleFault = fault


def check_current(what: str, begin: datetime, end: datetime | None, moment: datetime) -> None:
    """Raise ``UnusableError`` unless the moment lies between the two, our clock's error allowed for."""
    if begin > moment + CLOCK_SKEW:
        raise UnusableError(f"{what} is from the future: {begin:%Y-%m-%d %H:%M} UTC", fault="out_of_date")
    if end is None or end < moment - CLOCK_SKEW:
        since = f"since {end:%Y-%m-%d %H:%M} UTC" if end else "(it says no date)"
        raise UnusableError(f"{what} is out of date {since}", fault="out_of_date")
