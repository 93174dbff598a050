"""Until when software is maintained, by a dated table; what its number alone cannot tell is uncertain."""

import tomllib
from datetime import date
from typing import Literal, NamedTuple

from checks import data
from checks.exposure._versions import Software, names_a_distribution
from checks.model import Frozen

PACKAGE, TABLE = "checks.exposure", "end-of-life"
Confidence = Literal["stated", "assumed"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Cycle(Frozen):
    """``ended``: the day, "ended" where it is not known which, "" while it is maintained."""

    ended: date | Literal["", "ended"]
    extended: date | None = None  # until when whoever pays for it gets updates still

    def is_over(self, on: date) -> bool:
        return self.ended == "ended" or (isinstance(self.ended, date) and self.ended <= on)


class _Maintained(Frozen):
    """``page``: where that stands, as read on the day ``seen``.

    ``confidence``: "stated" there, or "assumed": of makers who name no end it is the day on which the next
    line was out, and distributions that go on maintaining the old one don't say so.
    """

    name: str
    cpe: str
    page: str
    seen: date
    confidence: Confidence
    cycles: dict[str, _Cycle]


class _Distribution(Frozen):
    """A version that a distribution ships and maintains itself, until a day.

    ``confidence``: "assumed" where it was not found whether the package is maintained that long.
    """

    product: str
    version: str
    by: str
    until: date
    source: str
    seen: date
    confidence: Confidence


class EndOfLifeTable(Frozen):
    """All that is known, on a day."""

    date: date
    source: str
    products: dict[str, _Maintained]
    distributions: tuple[_Distribution, ...]


class Ended(NamedTuple):
    """Software that its makers maintain no more. ``perhaps``: who may do so all the same; "": nobody."""

    software: Software
    since: date | None
    perhaps: str


END_OF_LIFE = EndOfLifeTable.model_validate(tomllib.loads(data.table_text(PACKAGE, TABLE)))


def ended(one: Software, on: date, *, distribution: bool) -> Ended | None:
    """Whether it is over on a day; None: it is maintained, or the table does not know it.

    ``distribution``: whether some banner of the endpoint names one.
    """
    product = END_OF_LIFE.products.get(one.product)
    cycles = _cycles(product, one.version) if product else []
    if not cycles or not all(cycle.is_over(on) for cycle in cycles):
        return None
    days = [cycle.ended for cycle in cycles if isinstance(cycle.ended, date)]
    paid = any(cycle.extended is not None and cycle.extended > on for cycle in cycles)
    return Ended(one, max(days, default=None), _perhaps(one, on, paid=paid, distribution=distribution))


def _perhaps(one: Software, on: date, *, paid: bool, distribution: bool) -> str:
    if paid:
        return "paid extended updates"
    if distribution or names_a_distribution(one.banner) or _is_assumed(one.product):
        return "the distribution"
    shipped = (
        entry.by
        for entry in END_OF_LIFE.distributions
        if entry.product == one.product and entry.until > on and _is_of(one.version, entry.version)
    )
    return next(shipped, "")


def _is_assumed(product: str) -> bool:
    known = END_OF_LIFE.products.get(product)
    return known is not None and known.confidence == "assumed"


def _cycles(product: _Maintained, version: str) -> list[_Cycle]:
    """The release cycle that a version is of; all that begin with it, where it says less than a cycle does.

    A version before the oldest that the table knows is of that one.
    """
    number = _numbers(version)
    for length in range(len(number), 0, -1):
        if (cycle := product.cycles.get(".".join(map(str, number[:length])))) is not None:
            return [cycle]
    inside = [cycle for name, cycle in product.cycles.items() if _numbers(name)[: len(number)] == number]
    oldest = min(product.cycles, key=_numbers, default="")
    if inside or not number or number >= _numbers(oldest):
        return inside
    return [product.cycles[oldest]]


def _numbers(version: str) -> tuple[int, ...]:
    """``12.00.4100`` as 12, 0, 4100; a letter at the end is a release within the cycle."""
    return tuple(int(part) for part in version.rstrip(LETTERS).split(".") if part.isdecimal())


def _is_of(version: str, shipped: str) -> bool:
    return version == shipped or version.startswith(f"{shipped}.")


def name_of(one: Software) -> str:
    """As people call it."""
    product = END_OF_LIFE.products.get(one.product)
    return f"{product.name if product else one.product} {one.version}"


def cpe_of(one: Software) -> str | None:
    """Its name by the Common Platform Enumeration 2.3 (NISTIR 7695); None: the table has none."""
    product = END_OF_LIFE.products.get(one.product)
    if product is None or not product.cpe:
        return None
    return f"{product.cpe}:{one.version}:*:*:*:*:*:*:*"
