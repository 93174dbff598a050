"""What can be wrong with a request for a report."""

from inventory.wording.phrases import PhrasedError


class ReportError(PhrasedError):
    """The report cannot be made as asked."""
