"""Finds the checks: every module ``checks/FAMILY/NAME.py`` holds one ``CHECK``. Nothing else lists them."""

import importlib
import pkgutil
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import checks
from checks.check import Check, heading
from checks.errors import ChecksError
from checks.model import Outcome, Text

DATED = re.compile(r"^    dated=True,$", re.MULTILINE)
NOT_FAMILIES = frozenset({"facts", "grades", "profiles"})


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check by id, sorted.

    Raises:
        ChecksError: a module's id is not its path, or it holds no ``CHECK``.

    """
    by_id = {check.id: check for family in _families() for check in _checks_of(family)}
    return MappingProxyType(dict(sorted(by_id.items())))


@cache
def dated_checks() -> frozenset[str]:
    """Those of whose verdict the day decides, as their files say: to import them all takes half a second."""
    return frozenset(
        f"{family}.{file.name.removesuffix('.py')}"
        for family in _families()
        for file in resources.files(checks).joinpath(family).iterdir()
        if file.name.endswith(".py") and DATED.search(file.read_text("utf-8"))
    )


def get(check_id: str) -> Check:
    """One check.

    Raises:
        ChecksError: there is no check of this id.

    """
    try:
        return all_checks()[check_id]
    except KeyError:
        raise ChecksError(
            "unknown check {check_id!r}: `capdo checks list` shows them all", check_id=check_id
        ) from None


def heading_of(check_id: str, outcome: Outcome) -> Text:
    """What a verdict of a check is headed with; one that this version no longer has is told by its id."""
    check = all_checks().get(check_id)
    return heading(check, outcome) if check else Text(vi=check_id, en=check_id)


def families() -> tuple[str, ...]:
    """The families that hold at least one check, sorted."""
    return tuple(sorted({check.family for check in all_checks().values()}))


def _families() -> list[str]:
    modules = pkgutil.iter_modules(checks.__path__)
    return [module.name for module in modules if module.ispkg and module.name not in NOT_FAMILIES]


def _checks_of(family: str) -> list[Check]:
    package = importlib.import_module(f"checks.{family}")
    names = [
        module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_")
    ]
    return [_load(family, name) for name in names]


def _load(family: str, name: str) -> Check:
    module = importlib.import_module(f"checks.{family}.{name}")
    check = getattr(module, "CHECK", None)
    if not isinstance(check, Check):
        raise ChecksError(
            "checks/{family}/{name}.py holds no CHECK; a module that is no check starts with _",
            family=family,
            name=name,
        )
    if check.id != f"{family}.{name}":
        raise ChecksError(
            "checks/{family}/{name}.py names itself {id!r}; its path is its id",
            family=family,
            name=name,
            id=check.id,
        )
    return check
