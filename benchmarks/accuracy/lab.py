"""Every host there is, found by walking the packages."""

import pkgutil
from importlib import import_module

from benchmarks.accuracy import tls, web
from benchmarks.accuracy.host import Host


def hosts() -> tuple[Host, ...]:
    """All hosts, kind by kind in the order of the modules' names.

    Raises:
        ValueError: two have the same name.

    """
    found = [host for package in (tls, web) for name in _modules(package.__name__) for host in _of(name)]
    names = [host.name for host in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"two hosts are named {', '.join(twice)}")
    return tuple(found)


def _modules(package: str) -> list[str]:
    path = import_module(package).__path__
    return sorted(module.name for module in pkgutil.walk_packages(path, f"{package}."))


def _of(module: str) -> tuple[Host, ...]:
    found: tuple[Host, ...] = getattr(import_module(module), "HOSTS", ())
    return found
