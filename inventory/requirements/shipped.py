"""The catalogues that ship, from ``catalogues/*.toml``."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import Field

from inventory.model import Strict, Text
from inventory.requirements.model import EVERY_LEVEL, Catalogue, Requirement

DEFAULT = "tcvn-11930"
NUMBERED_BY = 3  # the level by whose numbers scans are mapped (``reports.clauses``)
LevelCodes = Annotated[tuple[str, ...], Field(min_length=5, max_length=5)]  # of levels 1 to 5; "": not asked


class _Entry(Strict):
    """One requirement with what it is called at each level."""

    name: Text
    codes: LevelCodes

    def expanded(self, above: "_Entry | None" = None) -> Iterator[Requirement]:
        """One requirement for each level that asks it."""
        for level, code in zip(EVERY_LEVEL, self.codes, strict=True):
            if code:
                yield Requirement(
                    code=code,
                    title=self.name.vi,
                    title_en=self.name.en,
                    levels=(level,),
                    parent=above.codes[level - 1] if above else None,
                    clause=self.codes[NUMBERED_BY - 1] or None,
                )


class _Group(_Entry):
    """A requirement under which others stand."""

    requirements: tuple[_Entry, ...] = ()


class _CatalogueFile(Strict):
    """A file of ``catalogues``."""

    designation: str
    version: str
    valid_from: date
    verified: bool
    source: Text
    title: Text
    remark: Text | None = None
    groups: tuple[_Group, ...]


def shipped_names() -> tuple[str, ...]:
    """The codes of the catalogues that ship."""
    return tuple(
        sorted(file.name.removesuffix(".toml") for file in _folder().iterdir() if file.name.endswith(".toml"))
    )


@cache
def shipped(name: str = DEFAULT) -> Catalogue:
    """A catalogue that ships."""
    content = tomllib.loads((_folder() / f"{name}.toml").read_text(encoding="utf-8"))
    file = _CatalogueFile.model_validate(content)
    return Catalogue(
        code=name,
        **file.model_dump(include={"version", "valid_from", "verified"}),
        title=file.title,
        source=file.source,
        remark=file.remark,
        requirements=tuple(
            requirement
            for group in file.groups
            for requirement in (
                *group.expanded(),
                *(one for entry in group.requirements for one in entry.expanded(group)),
            )
        ),
    )


def _folder() -> Traversable:
    return files("inventory.requirements.catalogues")
