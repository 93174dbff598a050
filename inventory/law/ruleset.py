"""Legal rule sets: levels, roles, limits, forms and dates, as data in ``rulesets/*.toml``."""

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeVar

from pydantic import ValidationError, model_validator

from inventory.errors import InventoryError
from inventory.law.facts import (
    AssessmentInterval,
    Authority,
    Criterion,
    DossierItem,
    Fact,
    Form,
    Limit,
    Penalty,
    Provision,
    Responsibility,
    Step,
    Transition,
    YearlyReport,
)
from inventory.model import Text

AnyFact = TypeVar("AnyFact", bound=Fact)


class RuleSet(Fact):
    """One decree with what belongs to it. ``replaces``: the name of the rule set before it."""

    name: str
    document: str
    title: Text
    replaces: str | None = None
    valid_from: date
    criteria: tuple[Criterion, ...]
    responsibilities: tuple[Responsibility, ...]
    authorities: tuple[Authority, ...]
    limits: tuple[Limit, ...]
    dossier: tuple[DossierItem, ...]
    assessments: tuple[AssessmentInterval, ...] = ()
    reports: tuple[YearlyReport, ...] = ()
    forms: tuple[Form, ...] = ()
    transitions: tuple[Transition, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    provisions: tuple[Provision, ...] = ()

    @model_validator(mode="after")
    def _names_what_it_has(self) -> "RuleSet":
        keys = [criterion.key for criterion in self.criteria]
        if len(set(keys)) < len(keys):
            raise ValueError("two criteria have the same key")
        named = {key for role in self.responsibilities for key in (role.appraises, role.approves)}
        unknown = named - {authority.key for authority in self.authorities}
        if unknown:
            raise ValueError(f"no authority has the key {', '.join(sorted(unknown))}")
        return self

    @property
    def cited(self) -> Text:
        """Its document as each language cites it."""
        return Text(vi=self.document, en=self.document.replace("Nghị định", "Decree"))

    @property
    def last_day(self) -> date | None:
        """The last day in force; None while no end is known."""
        return self.valid_to and self.valid_to - timedelta(days=1)

    def authority(self, key: str, on: date) -> Authority:
        """What a body is called on a day.

        Raises:
            InventoryError: the rule set has no name of it for that day.

        """
        for authority in holding(self.authorities, on):
            if authority.key == key:
                return authority
        raise InventoryError(
            "rule set {name!r} has no name for {key!r} on {on}", name=self.name, key=key, on=on
        )

    def provision(self, key: str) -> Provision:
        """One of the other rules.

        Raises:
            InventoryError: the rule set has none of this key.

        """
        for provision in self.provisions:
            if provision.key == key:
                return provision
        raise InventoryError("rule set {name!r} has no provision {key!r}", name=self.name, key=key)

    def responsibility(self, level: int) -> Responsibility | None:
        """Who appraises and who approves at a level."""
        return next((role for role in self.responsibilities if level in role.levels), None)

    def limit(self, step: Step, level: int) -> Limit | None:
        """How long a step may take at a level; None: no limit."""
        return next((limit for limit in self.limits if limit.step is step and level in limit.levels), None)


def holding(facts: Iterable[AnyFact], on: date) -> tuple[AnyFact, ...]:
    """Those that hold on a day."""
    return tuple(fact for fact in facts if fact.holds(on))


@cache
def load_ruleset(name: str) -> RuleSet:
    """A rule set by name.

    Raises:
        InventoryError: there is no such rule set, or its file is not valid.

    """
    if name not in ruleset_names():
        raise InventoryError(
            "unknown rule set {name!r}: choose one of {names}",
            name=name,
            names=", ".join(ruleset_names()),
        )
    text = (files("inventory.law.rulesets") / f"{name}.toml").read_text(encoding="utf-8")
    return parse_ruleset(name, text)


def parse_ruleset(name: str, text: str) -> RuleSet:
    """A rule set from TOML.

    Raises:
        InventoryError: the text is no TOML, or no rule set.

    """
    try:
        return RuleSet.model_validate({"name": name, **tomllib.loads(text)})
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise InventoryError("rule set {name!r} is not valid: {error}", name=name, error=error) from error


@cache
def ruleset_names() -> tuple[str, ...]:
    """The rule sets that ship, sorted."""
    entries = (entry.name for entry in files("inventory.law.rulesets").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in entries if name.endswith(".toml")))


@cache
def rulesets() -> tuple[RuleSet, ...]:
    """Every rule set that ships, in the order in which they came into force."""
    return tuple(sorted(map(load_ruleset, ruleset_names()), key=lambda ruleset: ruleset.valid_from))


def in_force(rules: Iterable[RuleSet], on: date) -> RuleSet | None:
    """The rule set in force on a day, the newest when several were."""
    return max(holding(rules, on), key=lambda ruleset: ruleset.valid_from, default=None)


@lru_cache(maxsize=4096)
def in_force_on(on: date) -> RuleSet | None:
    """The one of those that ship that was in force on a day; asked once for each event of a large log."""
    return in_force(rulesets(), on)


def ruleset_on(on: date) -> RuleSet:
    """The rule set in force on a day.

    Raises:
        InventoryError: none was.

    """
    ruleset = in_force_on(on)
    if ruleset is None:
        first = rulesets()[0]
        raise InventoryError(
            "no rule set was in force on {on}: the first, {name}, is of {valid_from}",
            on=on,
            name=first.name,
            valid_from=first.valid_from,
        )
    return ruleset
