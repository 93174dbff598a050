"""One thing to measure."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """``run`` takes an empty folder and the seconds left, and adds to the results."""

    name: str
    run: Callable[[Path, float], None]
