"""A page as a real browser shows it: a picture of it, and which rules of accessibility it breaks."""

from checks.facts.browser.accessibility import (
    MOST_RULES,
    MOST_SELECTORS,
    SELECTOR_LENGTH,
    AccessibilityFacts,
    BrokenRule,
    Impact,
)
from checks.facts.browser.shown import MOST_REFUSED, PICTURE_LENGTH, TITLE_LENGTH, URL_LENGTH, BrowserFacts

__all__ = [
    "MOST_REFUSED",
    "MOST_RULES",
    "MOST_SELECTORS",
    "PICTURE_LENGTH",
    "SELECTOR_LENGTH",
    "TITLE_LENGTH",
    "URL_LENGTH",
    "AccessibilityFacts",
    "BrokenRule",
    "BrowserFacts",
    "Impact",
]
