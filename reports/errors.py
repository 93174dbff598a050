"""What can be wrong with a request for a report."""


class ReportError(Exception):
    """The report cannot be made as asked."""
