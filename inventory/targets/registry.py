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
    made = [_load(module.name) for module in pkgutil.iter_modules(indicators.__path__)]
    return MappingProxyType({one.key: one for one in sorted(made, key=lambda one: one.key)})


def indicator(key: str) -> Indicator:
    """One indicator.

    Raises:
        InventoryError: there is none of this key; those that there are, are named.

    """
    if key not in all_indicators():
        raise InventoryError(f"nothing counts {key!r}, only {', '.join(all_indicators())}")
    return all_indicators()[key]


def events_read() -> frozenset[EventKind]:
    """The kinds of event that any indicator hangs on."""
    return frozenset(kind for one in all_indicators().values() for kind in one.reads)


def _load(name: str) -> Indicator:
    found = getattr(importlib.import_module(f"{indicators.__name__}.{name}"), "INDICATOR", None)
    file = f"inventory/targets/indicators/{name}.py"
    if not isinstance(found, Indicator):
        raise InventoryError(f"{file} holds no INDICATOR")
    if found.key != name.replace("_", "-"):
        raise InventoryError(f"{file} names itself {found.key!r}; its file's name is its key")
    return found
