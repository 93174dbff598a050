"""How far the plan has come: numerator, denominator, gap."""

from datetime import date

from inventory.model import Code, Strict, Wording


class IndicatorValue(Strict):
    """One row of a plan on one day. Percentages have one decimal; None where the denominator is 0."""

    row: int
    key: str  # what is counted: approved, compliant, labelled, commune-pages, ipv6
    title: Wording
    as_of: date
    numerator: int
    denominator: int
    not_tested: int = 0  # part of the denominator of which nothing can be told
    percent: float | None
    baseline: float | None
    target: float
    deadline: date | None
    missing: int  # how many more reach the target
    next_up: tuple[Code, ...] = ()  # systems (or organizations) to take next, easiest first
    source: str
    verified: bool = True
