"""Plans: what is to be reached, by when, from where, and which decision says so; data in ``plans/*.toml``."""

from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from inventory.errors import InventoryError
from inventory.model import Strict, Text
from inventory.targets.registry import all_indicators
from inventory.toml_files import TomlError, not_filled_in, parsed, read_text
from inventory.typed_days import WrittenDay
from inventory.wording.phrases import Phrase
from inventory.words import WrongValueError

SUFFIX = ".toml"
DECISION = Text(vi="Quyết định", en="Decision")
Percentage = Annotated[Decimal, Field(ge=0, le=100)]


class Target(Strict):
    """One row of a plan. ``target`` is the province's own; percentages are kept as written."""

    row: int
    annex: str | None = None
    key: str  # what is counted: a file of inventory.targets.indicators
    title: Text
    lead: Text | None = None  # đơn vị chủ trì
    coordination: Text | None = None  # đơn vị phối hợp
    baseline: Percentage | None = None
    national_target: Percentage | None = None
    target: Percentage
    deadline: WrittenDay | None = None  # its last day
    verified: bool  # False: shown as "cần đối chiếu / to be verified"


class Plan(Strict):
    """A plan and the document behind it. ``baseline_on``: the day of the published figures, if there are any.

    ``document`` is the kind of document, for example a decision or a directive.
    """

    name: str
    title: Text
    issuer: Text
    document: Text = DECISION
    decision: str  # its number
    decided_on: WrittenDay
    baseline_on: WrittenDay | None = None
    national: Text | None = None  # who set the national targets, where the province set its own besides
    targets: tuple[Target, ...]

    @model_validator(mode="after")
    def _one_target_a_key(self) -> "Plan":
        keys = [target.key for target in self.targets]
        if len(set(keys)) < len(keys):
            raise WrongValueError("two targets count the same thing")
        return self

    def source(self, target: Target) -> str:
        """The citation of one row, in Vietnamese as official documents are cited."""
        document = f"{self.document.vi} {self.decision} ngày {self.decided_on:%d/%m/%Y}"
        return f"{document}, Phụ lục {target.annex}, STT {target.row}" if target.annex else document


def load_plan(name: str) -> Plan:
    """A plan by name, or one's own by the path of its file, which ends in ``.toml``.

    Raises:
        InventoryError: there is no such plan, or its file cannot be read or is not valid.

    """
    if name.endswith(SUFFIX):
        return plan_of(Path(name))
    if name not in plan_names():
        raise InventoryError(
            "unknown plan {name!r}: choose one of {plans}, or a file ending in {suffix}",
            name=name,
            plans=", ".join(plan_names()),
            suffix=SUFFIX,
        )
    text = (files("inventory.targets.plans") / f"{name}.toml").read_text(encoding="utf-8")
    return parse_plan(name, text)


def parse_plan(name: str, text: str, source: str | None = None) -> Plan:
    """A plan from TOML. Numbers are read as decimals: 3.2 stays 3.2. ``source``: the file, for messages.

    Raises:
        TomlError: the text is no TOML, or no plan, or asks for something that nobody counts; every mistake.

    """
    named = source or Phrase("plan {name!r}", name=name)
    plan = parsed(named, text, Plan, name=name)
    counted = all_indicators()
    mistakes = [
        Phrase(
            "targets no. {place}.key: nothing counts {key!r}, only {accepted}",
            place=place,
            key=target.key,
            accepted=", ".join(counted),
        )
        for place, target in enumerate(plan.targets, start=1)
        if target.key not in counted
    ]
    if mistakes:
        raise TomlError(named, mistakes)
    return plan


def plan_of(file: Path) -> Plan:
    """One's own plan.

    Raises:
        InventoryError: the file cannot be read, or is no plan; every mistake, and what is not filled in.

    """
    text = read_text(file, Phrase("plan"))
    blanks = not_filled_in(text)
    try:
        plan = parse_plan(file.stem, text, str(file))
    except TomlError as error:
        raise TomlError(str(file), (*error.mistakes, *blanks)) from error
    if blanks:
        raise TomlError(str(file), blanks)
    return plan


def template() -> str:
    """An explained plan to fill in, in TOML; as it stands, it is no plan."""
    return (files("inventory.targets") / "template.toml").read_text(encoding="utf-8")


def plan_names() -> tuple[str, ...]:
    """The plans that ship, sorted."""
    entries = (entry.name for entry in files("inventory.targets.plans").iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in entries if name.endswith(SUFFIX)))
