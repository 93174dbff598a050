"""How a try to deliver something ends other than well."""

from inventory.safe_text import visible
from scanner.errors import ScannerError

LONGEST_REASON = 200  # characters


class DeliveryError(ScannerError):
    """It was not delivered. ``final``: nobody tries again. ``broken``: nothing was answered."""

    def __init__(self, reason: str, *, final: bool = False, broken: bool = False) -> None:
        self.final = final
        self.broken = broken
        super().__init__(visible(reason)[:LONGEST_REASON])
