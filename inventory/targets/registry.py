"""Finds the indicators: every ``indicators/NAME.py`` holds one ``INDICATOR``. Nothing else lists them."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from inventory.approvals.events import EventKind
from inventory.errors import InventoryError
from inventory.targets import indicators
from inventory.targets.indicator import Indicator


@cache
def all_indicators() -> Mapping[str, Indicator]:
    """Every indicator by key, sorted.

    Raises:
        InventoryError: a module holds no ``INDICATOR``, or its key is not its name.

    """
    loaded = [_load(module.name) for module in pkgutil.iter_modules(indicators.__path__)]
    return MappingProxyType(
        {indicator.key: indicator for indicator in sorted(loaded, key=lambda indicator: indicator.key)}
    )


def indicator(key: str) -> Indicator:
    """One indicator.

    Raises:
        InventoryError: there is none of this key; those that there are, are named.

    """
    if key not in all_indicators():
        raise InventoryError(
            "nothing counts {key!r}, only {accepted}",
            key=key,
            accepted=", ".join(all_indicators()),
        )
    return all_indicators()[key]


def events_read() -> frozenset[EventKind]:
    """The kinds of event that any indicator hangs on."""
    return frozenset(kind for indicator in all_indicators().values() for kind in indicator.reads)


def _load(name: str) -> Indicator:
    loaded = getattr(importlib.import_module(f"{indicators.__name__}.{name}"), "INDICATOR", None)
    file = f"inventory/targets/indicators/{name}.py"
    if not isinstance(loaded, Indicator):
        raise InventoryError("{file} holds no INDICATOR", file=file)
    if loaded.key != name.replace("_", "-"):
        raise InventoryError(
            "{file} names itself {key!r}; its file's name is its key", file=file, key=loaded.key
        )
    return loaded
