"""Proposes a level: the highest whose criterion a system meets, under a rule set on a day."""

from collections.abc import Iterable, Mapping
from datetime import date

from inventory.law.facts import Condition, Criterion
from inventory.law.ruleset import RuleSet, holding
from inventory.model import Code, Level, Strict, System

Known = Mapping[str, object]  # by field; one that is left out is not known
COUNTS = ("user_count", "basic_data_subjects", "sensitive_data_subjects")


class Classification(Strict):
    """``level`` None: no criterion is known to be met.

    ``missing``: fields of the system that nobody filled in and that could raise the level, in the order in
    which the criteria ask for them.
    """

    system: Code
    ruleset: str
    on: date
    level: Level | None
    criterion: Criterion | None
    missing: tuple[str, ...]

    @property
    def source(self) -> str | None:
        """Where the criterion is written."""
        return self.criterion.source if self.criterion else None

    @property
    def verified(self) -> bool | None:
        """Whether the criterion's text was read; None without a criterion."""
        return self.criterion.verified if self.criterion else None


def classify(system: System, ruleset: RuleSet, on: date) -> Classification:
    """The level that the system's attributes call for, with the criterion behind it."""
    facts = _known_facts(system)
    criteria = holding(ruleset.criteria, on)
    met = [criterion for criterion in criteria if _meets(criterion, facts)]
    # Of several at the same level, one whose text was read speaks best.
    best = max(met, key=lambda criterion: (criterion.level, criterion.verified), default=None)
    level = best.level if best else None
    return Classification(
        system=system.code,
        ruleset=ruleset.name,
        on=on,
        level=level,
        criterion=best,
        missing=tuple(
            _missing((criterion for criterion in criteria if criterion.level > (level or 0)), facts)
        ),
    )


def _meets(criterion: Criterion, facts: Known) -> bool | None:
    """None: depends on what is not known."""
    answers = [_holds(condition, facts) for condition in criterion.when]
    if False in answers:
        return False
    return None if None in answers else True


def _holds(condition: Condition, facts: Known) -> bool | None:
    value = facts.get(condition.attribute)
    if value is None:
        return None
    if condition.one_of:
        return value in condition.one_of
    if condition.equals is not None:
        return value is condition.equals
    return _within(condition, value)


def _within(condition: Condition, value: object) -> bool | None:
    if not isinstance(value, int):
        return None
    enough = condition.at_least is None or value >= condition.at_least
    return enough and (condition.below is None or value < condition.below)


def _missing(criteria: Iterable[Criterion], facts: Known) -> dict[str, None]:
    """The first open question of each undecided criterion: the next one matters only after its answer."""
    undecided = [criterion for criterion in criteria if _meets(criterion, facts) is None]
    attributes = (
        next(condition.attribute for condition in criterion.when if condition.attribute not in facts)
        for criterion in undecided
    )
    return dict.fromkeys(attributes)


def _known_facts(system: System) -> Known:
    """The fields that were filled in, and what they imply of those that were not."""
    fields = {name: value for name, value in system if value is not None}
    return {**_implied(system, fields), **fields}


def _implied(system: System, fields: Known) -> dict[str, object]:
    implied: dict[str, object] = {}
    if any(getattr(system, name) for name in COUNTS):
        implied["handles_private_data"] = True
    if system.handles_private_data is False:
        implied.update(dict.fromkeys(COUNTS, 0))
    if system.online_public_service_level or system.is_portal:
        implied["internal_use"] = False
    if fields.get("internal_use") is True:
        implied["online_public_service_level"] = 0
    return implied
