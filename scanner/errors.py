"""What can be wrong with a request to scan."""

from inventory.wording.phrases import PhrasedError


class ScannerError(PhrasedError):
    """The target, the run or the machine is not fit for the scan that was asked for."""
