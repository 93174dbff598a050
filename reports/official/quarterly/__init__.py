"""The quarterly report to the steering committee."""

from reports.official.quarterly.assembly import quarterly_report

__all__ = ["quarterly_report"]
