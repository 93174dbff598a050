"""Pages that look quite unlike what the last clean looks were shown of them.

A page is another one where hardly a run of words is left and the title is another, too: news change every
day, their frame does not. Sites are made anew honestly, so that alone is told for information.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from checks.content._judging.findings import Finding, address
from checks.content._judging.newness import Memory
from checks.content._judging.remembering import address_key, known_pages, runs_in
from checks.content._judging.walks import View, Walk
from checks.content._reading.page import Reading
from checks.content._words.folding import words
from checks.facts import EarlierText

SHORT_TEXT, FEW_LINKS = 2_500, 12  # characters and links of a page that shows nothing else
SAME_TITLE = 0.5  # of the words of two titles
SHOWED_MUCH, TIMES_AS_MUCH = 40, 2  # runs of words of a page that was no short one, and beside the short one
ENOUGH_PAGES = 4  # of which half must be others, unless the start page is
SHELL_RUNS = 3  # of words, up to which a page is built by scripts alone


class Change(NamedTuple):
    """A page that is another one now. ``before``: the fullest of the texts that were seen of it."""

    view: View
    reading: Reading
    before: EarlierText

    @property
    def is_start(self) -> bool:
        """Whether it is what visitors meet first."""
        return self.view.page.found in {"start", "www"}

    @property
    def is_emptied(self) -> bool:
        """Whether next to nothing stands where much stood; not a shell that scripts fill."""
        runs = len(runs_in(self.reading))
        much = self.before.runs >= max(SHOWED_MUCH, TIMES_AS_MUCH * runs)
        return much and is_short(self.reading) and not (runs <= SHELL_RUNS and _is_shell(self.view))

    def finding(self, sign: str) -> Finding:
        """With both titles."""
        told = Finding(address(self.view), self.view.client, sign, text=self.reading.title)
        return told._replace(title_before=self.before.title)


def is_short(reading: Reading) -> bool:
    """Whether a page shows little."""
    return len(reading.text) <= SHORT_TEXT and len(reading.links) <= FEW_LINKS


def changes(walk: Walk, memory: Memory, least_share: float) -> Sequence[Change]:
    """The pages that are others, where the start page or half of them are; else none.

    ``least_share``: of a text that must have been there before, or it is another one.
    """
    known = {page.address: page.texts for page in memory.earlier.pages if page.texts}
    held = [
        (view, reading, known[address_key(view)])
        for view, reading in known_pages(walk)
        if address_key(view) in known
    ]
    found = [
        Change(view, reading, max(texts, key=lambda text: text.runs))
        for view, reading, texts in held
        if _is_another(reading, texts, least_share)
    ]
    is_half = len(held) >= ENOUGH_PAGES and 2 * len(found) >= len(held)
    return found if is_half or any(one.is_start for one in found) else []


def _is_another(reading: Reading, before: Sequence[EarlierText], least_share: float) -> bool:
    runs = runs_in(reading)
    return not any(_is_alike(reading.title, runs, one, least_share) for one in before)


def _is_alike(title: str, runs: frozenset[int], before: EarlierText, least_share: float) -> bool:
    if are_alike(title, before.title):
        return True
    share = before.share_of(runs)
    if share is None:  # one of them shows too little to tell by
        return len(runs) * TIMES_AS_MUCH > before.runs
    return share > least_share


def are_alike(title: str, other: str) -> bool:
    """Whether two titles share half of their words."""
    one, two = ({word.plain for word in words(text)} for text in (title, other))
    return one == two or len(one & two) >= SAME_TITLE * len(one | two)


_BUILDS = re.compile(r"<script[\s>]", re.IGNORECASE)
_SHOWS = re.compile(r"<(?:img|video|object|svg)[\s>]|background", re.IGNORECASE)


def _is_shell(view: View) -> bool:
    body = view.visit.last.body if view.visit.last else ""
    return _BUILDS.search(body) is not None and _SHOWS.search(body) is None
