"""What rows of catalogues and self-assessments must be before they are taken together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pydantic import ValidationError

from inventory.files.assembling.assemble import Built
from inventory.files.layout.sheets import Part
from inventory.files.reading.explain import explain
from inventory.files.reading.raw import FileContent
from inventory.files.reading.result import CellError
from inventory.model import Code
from inventory.requirements.entries import CatalogueEntry, requirement_of
from inventory.requirements.model import Requirement, wrong_places
from inventory.requirements.shipped import shipped_names

Read = list[tuple[Built, Requirement]]  # the rows of one catalogue that can be taken


def as_of_today(content: FileContent, today: date) -> None:
    """A self-assessment that names no day is of the day on which its file is read."""
    drafts = content.drafts[Part.SELF_ASSESSMENTS]
    content.drafts[Part.SELF_ASSESSMENTS] = [
        draft if draft.says("on") else replace(draft, fields={**draft.fields, "on": today})
        for draft in drafts
    ]


def wrong_requirements(rows: Sequence[Built]) -> Iterator[CellError]:
    """Of catalogues that do not ship: what is no requirement, stands twice, or has a parent that is none."""
    catalogues: dict[tuple[Code, date], Read] = {}
    for row in rows:
        entry = row.model
        if not isinstance(entry, CatalogueEntry) or entry.catalogue in shipped_names():
            continue
        try:
            read = (row, requirement_of(entry))
        except ValidationError as error:
            wrong = {str(detail["loc"][0]): explain(detail) for detail in reversed(error.errors())}
            yield from (row.draft.place.error(name, text) for name, text in wrong.items())
        else:
            catalogues.setdefault((entry.catalogue, entry.since), []).append(read)
    for told in catalogues.values():
        for place, problem in wrong_places([requirement for _, requirement in told]):
            field = "code" if "twice" in problem else "parent"
            yield told[place][0].draft.place.error(field, problem)
