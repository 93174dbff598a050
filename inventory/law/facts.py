"""The facts a rule set is made of. Each has its source, its days, and whether the legal text was read."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, model_validator

from inventory.model import Level, Strict, System, Text

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Levels = Annotated[tuple[Level, ...], Field(min_length=1)]
Days = Annotated[int, Field(ge=1, le=366)]
Months = Annotated[int, Field(ge=1, le=120)]


class Fact(Strict):
    """``valid_to``: the first day on which it no longer holds. Without days: as long as its rule set."""

    source: str
    verified: bool  # False: shown as "cần đối chiếu / to be verified"
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on < self.valid_to)


class Condition(Strict):
    """What one field of a system must be: yes or no, a number in a range, or one of several words."""

    attribute: str
    equals: StrictBool | None = Field(default=None, alias="is")
    at_least: int | None = None
    below: int | None = None
    one_of: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _asks_one_thing_of_a_field(self) -> "Condition":
        forms = (self.equals is not None, self.at_least is not None or self.below is not None, self.one_of)
        if sum(map(bool, forms)) != 1:
            raise ValueError("give one of: is; at_least and below; one_of")
        if self.attribute not in System.model_fields:
            raise ValueError(f"a system has no field {self.attribute!r}")
        return self


class Criterion(Fact):
    """A system that meets every condition has at least this level."""

    key: Key
    level: Level
    title: Text
    when: Annotated[tuple[Condition, ...], Field(min_length=1)]


class Authority(Fact):
    """What a body is called; names change while roles stay."""

    key: Key
    title: Text


class Responsibility(Fact):
    """Who appraises and who approves, as keys of authorities."""

    levels: Levels
    appraises: Key
    approves: Key
    note: Text | None = None


class Step(StrEnum):
    """What a limit is set for."""

    REPLY_INVALID = "reply-invalid"  # the answer that a dossier is not valid
    APPRAISAL = "appraisal"
    APPROVAL = "approval"


class Limit(Fact):
    """How many days a step may take, counted from the day after it began."""

    step: Step
    levels: Levels
    days: Days
    unit: Literal["calendar", "working"]


class DossierItem(Fact):
    """A document of the level proposal dossier (hồ sơ đề xuất cấp độ)."""

    key: Key
    levels: Levels
    title: Text


class AssessmentInterval(Fact):
    """How many months may pass between assessments, or between the scans of a standard."""

    key: Key
    subject: Literal["organization", "system", "vulnerability-scan"]
    levels: Levels
    months: Months
    critical_assets_months: Months | None = None
    title: Text


class YearlyReport(Fact):
    """A report due every year before this day."""

    key: Key
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=28)]
    title: Text


class Form(Fact):
    """An official form."""

    key: Key
    number: str
    title: Text


class Transition(Fact):
    """What must be done by ``due`` about systems approved, or dossiers under way, ``before`` a day."""

    key: Key
    applies_to: Literal["approved", "under-way"]
    before: date
    due: date
    title: Text


class Penalty(Fact):
    """A fine in đồng."""

    key: Key
    levels: Levels
    fine_from: int
    fine_to: int
    title: Text


class Provision(Fact):
    """Anything else worth knowing that no computation needs."""

    key: Key
    title: Text
