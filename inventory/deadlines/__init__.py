"""What is due when, by law, by decision or by the units' own plans. Pure: same input, same days."""

from inventory.deadlines.computing import deadlines, in_order, system_deadlines
from inventory.deadlines.model import Deadline, DeadlineKind, SystemCase
from inventory.deadlines.statutory import report_deadlines

__all__ = [
    "Deadline",
    "DeadlineKind",
    "SystemCase",
    "deadlines",
    "in_order",
    "report_deadlines",
    "system_deadlines",
]
