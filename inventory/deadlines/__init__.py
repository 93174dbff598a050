"""What is due when, by law, by decision or by the units' own plans: pure, the same input gives the same days."""

from inventory.deadlines.computing import deadlines
from inventory.deadlines.model import Deadline, DeadlineKind

__all__ = ["Deadline", "DeadlineKind", "deadlines"]
