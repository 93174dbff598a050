"""An indicator that is added as its author would: one file, and nothing else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inventory.targets import indicators
from inventory.targets.registry import all_indicators

# Events of this kind mean nothing to the indicators that ship.
REGULATED = '''
"""Systems whose owner issued a security regulation."""

from inventory.model import Text
from inventory.targets.counting import Count, Situation, count_by_status
from inventory.targets.indicator import Indicator


def regulated(situation: Situation) -> Count:
    """Systems in operation with a regulation; of the others, none is easier."""
    return count_by_status(
        situation, situation.in_operation, lambda one: one.regulation_issued_on is not None, lambda _one: 0
    )


INDICATOR = Indicator(key="regulated", title=Text(vi="Có quy chế", en="Has a regulation"), count=regulated)
'''


@contextmanager
def added(folder: Path, text: str = REGULATED, name: str = "regulated") -> Iterator[None]:
    """With a file of this text among the indicators, as if it lay in their folder."""
    (folder / f"{name}.py").write_text(text, encoding="utf-8")
    indicators.__path__.append(str(folder))
    all_indicators.cache_clear()
    try:
        yield
    finally:
        indicators.__path__.remove(str(folder))
        sys.modules.pop(f"{indicators.__name__}.{name}", None)
        all_indicators.cache_clear()
