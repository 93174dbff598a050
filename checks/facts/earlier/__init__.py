"""What the last clean look at a site saw, in little room: a later look is held beside it."""

from checks.facts.earlier.look import EarlierDomain, EarlierFacts, EarlierPage
from checks.facts.earlier.sketch import EarlierText

__all__ = ["EarlierDomain", "EarlierFacts", "EarlierPage", "EarlierText"]
