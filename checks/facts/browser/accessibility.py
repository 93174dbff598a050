"""Which rules of accessibility a page breaks, as axe-core finds them."""

from typing import Literal

from pydantic import Field

from checks.facts.target import NotTested
from checks.model import Frozen, Reason

MOST_RULES = 120  # axe-core has about a hundred
MOST_SELECTORS = 3
SELECTOR_LENGTH = 200
Impact = Literal["critical", "serious", "moderate", "minor"]
RuleName = Field(pattern=r"^[a-z][a-z0-9-]{0,49}$")
NO_RULES = NotTested(reason=Reason.NOT_REQUESTED, detail="no rule of accessibility was asked for")


class BrokenRule(Frozen):
    """A rule of axe-core that elements of a page break: how many, and the first of them as CSS selectors."""

    rule: str = RuleName
    impact: Impact
    elements: int = Field(ge=1)
    selectors: tuple[str, ...] = Field(default=(), max_length=MOST_SELECTORS)


class AccessibilityFacts(Frozen):
    """What the rules found. ``engine``: axe-core's version; ``rules``: how many of them were tried."""

    kind: Literal["accessibility"] = "accessibility"
    engine: str = Field(max_length=40)
    rules: int = Field(ge=0)
    broken: tuple[BrokenRule, ...] = Field(default=(), max_length=MOST_RULES)
