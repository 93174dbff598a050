"""What is due when, by law, by decision or by the units' own plans. Pure: same input, same days."""

from inventory.deadlines.computing import deadlines, deadlines_of
from inventory.deadlines.model import Deadline, DeadlineKind

__all__ = [
    "Deadline",
    "DeadlineKind",
    "deadlines",
    "deadlines_of",
]
