"""What can be wrong with a request to scan."""


class ScannerError(Exception):
    """The target, the run or the machine is not fit for the scan that was asked for."""
