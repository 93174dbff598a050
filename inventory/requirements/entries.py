"""A catalogue row by row, as files have it: each requirement with the catalogue that it is of."""

from collections.abc import Iterable, Iterator
from datetime import date

from inventory.model import Code, Name, Strict, Text
from inventory.requirements.catalogue_rows import ChosenCatalogue
from inventory.requirements.model import Catalogue, Requirement
from inventory.requirements.shipped import shipped, shipped_names

OF_THE_CATALOGUE = ("catalogue", "catalogue_title", "version", "since")


class CatalogueEntry(Strict):
    """One requirement of a catalogue; of one that ships there is one entry, without a requirement."""

    catalogue: Code
    catalogue_title: Name | None = None
    version: Name | None = None
    since: date
    code: str | None = None
    title: str | None = None
    title_en: str | None = None
    levels: tuple[int, ...] = ()
    group: str | None = None
    parent: str | None = None
    clause: str | None = None


def entries(told: Iterable[ChosenCatalogue]) -> Iterator[CatalogueEntry]:
    """Every row of the catalogues that a database goes by."""
    for one in told:
        catalogue = one.catalogue
        own = CatalogueEntry(
            catalogue=catalogue.code,
            catalogue_title=catalogue.title.vi,
            version=catalogue.version,
            since=one.since,
        )
        if catalogue.code in shipped_names():
            yield own
        else:
            yield from (own.model_copy(update=requirement.__dict__) for requirement in catalogue.requirements)


def requirement_of(entry: CatalogueEntry) -> Requirement:
    """The requirement that a row tells.

    Raises:
        ValidationError: it tells none that can be taken.

    """
    return Requirement.model_validate(entry.model_dump(exclude=set(OF_THE_CATALOGUE), exclude_none=True))


def assembled(rows: Iterable[CatalogueEntry]) -> tuple[ChosenCatalogue, ...]:
    """The catalogues that rows tell, in the order in which they begin; rows of one stand anywhere."""
    parts: dict[tuple[Code, date], list[CatalogueEntry]] = {}
    for row in rows:
        parts.setdefault((row.catalogue, row.since), []).append(row)
    return tuple(_chosen(code, since, own) for (code, since), own in parts.items())


def _chosen(code: Code, since: date, rows: list[CatalogueEntry]) -> ChosenCatalogue:
    if code in shipped_names():
        return ChosenCatalogue(shipped(code), since)
    name = rows[0].catalogue_title or code
    catalogue = Catalogue(
        code=code,
        title=Text(vi=name, en=name),
        version=rows[0].version or since.isoformat(),
        valid_from=since,
        requirements=tuple(map(requirement_of, rows)),
    )
    return ChosenCatalogue(catalogue, since)
