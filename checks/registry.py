"""Finds the checks: every module ``checks/FAMILY/NAME.py`` holds one ``CHECK``. Nothing else lists them."""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

import checks
from checks.check import Check, heading
from checks.errors import ChecksError
from checks.model import Outcome, Text

DATED = re.compile(r"^    dated=True,$", re.MULTILINE)
NOT_FAMILIES = frozenset({"facts", "grades", "profiles"})


class Catalogue(Mapping[str, Check]):
    """Every check by id, sorted. Its file is imported when it is asked for, since each takes its time.

    Raises:
        ChecksError: a module's id is not its path, or it holds no ``CHECK``.

    """

    def __init__(self, ids: Iterable[str]) -> None:
        self._found: dict[str, Check | None] = dict.fromkeys(sorted(ids))

    def __getitem__(self, check_id: str) -> Check:
        check = self._found[check_id]
        if check is None:
            check = self._found[check_id] = _load(*check_id.split("."))
        return check

    def __contains__(self, check_id: object) -> bool:
        return check_id in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@cache
def all_checks() -> Catalogue:
    """Every check by id."""
    return Catalogue(f"{family}.{name}" for family in _families() for name in _names(family))


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
    return tuple(dict.fromkeys(map(family_of, all_checks())))


def family_of(check_id: str) -> str:
    """The family that a check's id names."""
    return check_id.partition(".")[0]


def _families() -> list[str]:
    modules = pkgutil.iter_modules(checks.__path__)
    return [module.name for module in modules if module.ispkg and module.name not in NOT_FAMILIES]


def _names(family: str) -> Iterator[str]:
    modules = pkgutil.iter_modules([f"{place}/{family}" for place in checks.__path__])
    return (module.name for module in modules if not module.name.startswith("_"))


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
