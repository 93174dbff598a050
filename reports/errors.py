"""What can be wrong with a request for a report."""

from inventory.phrases import PhrasedError


class ReportError(PhrasedError):
    """The report cannot be made as asked."""
