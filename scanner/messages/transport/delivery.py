"""How a try to deliver something ends other than well."""

from inventory.safe_text import visible
from inventory.wording.phrases import Foreign
from scanner.errors import ScannerError

LONGEST_REASON = 150  # characters of what was answered


class DeliveryError(ScannerError):
    """It was not delivered. ``final``: nobody tries again. ``broken``: nothing was answered."""

    def __init__(
        self, template: str, /, *, final: bool = False, broken: bool = False, **values: object
    ) -> None:
        self.final = final
        self.broken = broken
        super().__init__(template, **values)


def said_there(text: str) -> Foreign:
    """What a server, or the library that speaks to it, says of it: short, on one line."""
    return Foreign(visible(text)[:LONGEST_REASON])
