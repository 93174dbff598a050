"""Catalogues of requirements by level, and what is said of each requirement of a system."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from inventory.model import Code, Level, Name, Strict, Text

LONGEST_CODE = 64
RequirementCode = Annotated[str, Field(min_length=1, max_length=LONGEST_CODE, pattern=r"^\w[\w./(),-]*$")]
EVERY_LEVEL = (1, 2, 3, 4, 5)


def _in_both_languages(value: object) -> object:
    return {"vi": value, "en": value} if isinstance(value, str) else value


TextOrString = Annotated[Text, BeforeValidator(_in_both_languages)]  # as people's own files have it


class Requirement(Strict):
    """One requirement, or the heading of several. ``levels``: of which it is asked; none: of every one.

    ``clause``: what it is called in TCVN 11930:2017 at level 3, by which scans are mapped; None: its code.
    """

    code: RequirementCode
    title: Annotated[str, Field(min_length=1, max_length=1000)]
    title_en: str | None = None
    levels: tuple[Level, ...] = ()
    group: Name | None = None  # a heading that is no requirement
    parent: RequirementCode | None = None
    clause: RequirementCode | None = None

    def asked_at(self, level: int) -> bool:
        """Whether a level asks it."""
        return not self.levels or level in self.levels

    @property
    def name(self) -> Text:
        """In both languages, as far as it has been told in both."""
        return Text(vi=self.title, en=self.title_en or self.title)


class Catalogue(Strict):
    """What is asked at each level, from a day on. ``verified`` False: shown as "cần đối chiếu"."""

    code: Code
    title: TextOrString
    version: Name
    valid_from: date
    source: TextOrString | None = None
    verified: bool = False
    remark: TextOrString | None = None
    requirements: Annotated[tuple[Requirement, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if wrong := wrong_places(self.requirements):
            place, problem = wrong[0]
            raise ValueError(f"requirement {self.requirements[place].code}: {problem}")
        return self

    def at(self, level: int) -> tuple[Requirement, ...]:
        """What a level asks, in the order of the catalogue; headings of what it asks are left out."""
        asked = [requirement for requirement in self.requirements if requirement.asked_at(level)]
        headings = {requirement.parent for requirement in asked}
        return tuple(requirement for requirement in asked if requirement.code not in headings)

    def named(self, code: str) -> Requirement | None:
        """One of them by its code."""
        return next((requirement for requirement in self.requirements if requirement.code == code), None)

    def heading(self, requirement: Requirement) -> Text | None:
        """Under which heading it stands."""
        above = self.named(requirement.parent) if requirement.parent else None
        if above is not None:
            return above.name
        return Text(vi=requirement.group, en=requirement.group) if requirement.group else None


def wrong_places(requirements: Sequence[Requirement]) -> list[tuple[int, str]]:
    """Where a catalogue contradicts itself: the place of each such requirement, and what is wrong with it."""
    counted = Counter(requirement.code for requirement in requirements)
    parents = {requirement.code: requirement.parent for requirement in requirements}
    wrong = []
    for place, requirement in enumerate(requirements):
        if counted[requirement.code] > 1:
            wrong.append((place, "its code stands twice: give each requirement a code of its own"))
        elif requirement.parent is not None and requirement.parent not in parents:
            wrong.append((place, f"there is no parent {requirement.parent!r}: add it, or leave it blank"))
        elif _is_in_circle(requirement.code, parents):
            wrong.append((place, "is its own parent, by way of others: leave one of them blank"))
    return wrong


def _is_in_circle(code: str, parents: dict[str, str | None]) -> bool:
    above, seen = parents.get(code), {code}
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above == code


class RequirementState(StrEnum):
    """How far a system meets a requirement, as its unit says."""

    MET = "met"
    PARTLY = "partly"
    PLANNED = "planned"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


FALLING_SHORT = (RequirementState.NOT_MET, RequirementState.PARTLY, RequirementState.PLANNED)  # worst first


class SelfAssessment(Strict):
    """What was said of one requirement of a system, appended and never changed; it holds from ``on``.

    A later one takes its place. ``corrects``: the number of one that was wrong, in the place of which it
    stands from its own day on, or which it takes back (``withdraws``; then ``state`` says nothing).
    """

    system: Code
    catalogue: Code | None = None  # of requirements; None: the one in force on its day, set by the store
    requirement: RequirementCode
    state: RequirementState
    on: date
    reason: str | None = None  # why it does not apply
    plan: str | None = None
    person: Name | None = None  # who answers for it
    due: date | None = None
    file: str | None = None  # the evidence, with the SHA-256 that it had
    file_sha256: str | None = None
    note: str | None = None
    actor: str | None = None
    corrects: Annotated[int, Field(ge=1, le=2_147_483_647)] | None = None
    withdraws: bool = False
    sequence: Annotated[int, Field(ge=1, le=2_147_483_647)] | None = None  # set by the store
    recorded_at: datetime | None = None  # UTC, set by the store


TOLD_BY_THE_STORE = {"recorded_at": None, "sequence": None, "actor": None}


def what_is_said(said: SelfAssessment) -> SelfAssessment:
    """What it tells, without how it came to be recorded."""
    return said.model_copy(update=TOLD_BY_THE_STORE)
