"""X-Frame-Options by web-platform-tests: whether a page can be framed by another site.

Its own cases are read from ``x-frame-options/*.html``. Rebuilt are the kinds of them: one value, several in
one header or in two, in either order, with blanks, quotes and words that mean nothing.
"""

import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from benchmarks.suites.suite import Answer, Suite, SuiteOptions, SuiteRun
from checks.facts import Exchange
from checks.model import Outcome
from checks.web import frame_options

FOLDER = "x-frame-options"
FRAMED, KEPT_OUT = "framed", "kept out"
KNOWN, UNKNOWN = ("DENY", "SAMEORIGIN"), ("ALLOWALL", "NONSENSE")
MEANINGLESS = (
    *(*UNKNOWN, "", '"DENY"', '"SAMEORIGIN"', '"SAMEORIGIN,DENY"', "SAME-ORIGIN"),
    *("ALLOW-FROM https://a.test/", "ALLOW-FROM=https://a.test/"),
)
Case = tuple[tuple[str, ...], str]  # header values, and what becomes of a frame at another site


def run(options: SuiteOptions) -> SuiteRun:
    """Each set of headers, judged as the check judges a page's."""
    files = sorted(options.sources.rglob(f"{FOLDER}/*.html")) if options.sources else []
    cases = tuple(dict.fromkeys(case for file in files for case in published(file))) or tuple(rebuilt())
    answers = [Answer(case=" | ".join(values), expected=say, answered=told(values)) for values, say in cases]
    return SuiteRun(origin="its own" if files else "rebuilt", answers=tuple(answers))


def told(values: tuple[str, ...]) -> str:
    """What the check says that a browser does with a frame at another site."""
    headers = tuple((frame_options.X_FRAME_OPTIONS, value) for value in values)
    page = Exchange(url="https://www.site.test/", status=200, headers=headers)
    return FRAMED if frame_options.judge_page(page).outcome is Outcome.FAIL else KEPT_OUT


def rebuilt() -> Iterator[Case]:
    """Every kind of header, each with what the HTML Standard makes of it."""
    yield from (((value,), KEPT_OUT) for value in (*KNOWN, "deny", " SameOrigin\t"))
    yield from (((value,), FRAMED) for value in MEANINGLESS)
    yield from (((value, value), KEPT_OUT) for value in KNOWN)
    yield from (((f"{value},{value}",), KEPT_OUT) for value in KNOWN)
    for pair in permutations((*KNOWN, *UNKNOWN), 2):
        if set(pair) & set(KNOWN):
            yield pair, KEPT_OUT
            yield (",".join(pair),), KEPT_OUT
    yield from (((value,), KEPT_OUT) for value in (",SAMEORIGIN,,DENY,", '  SAMEORIGIN,   "DENY"'))


_CASE = re.compile(r"xfo_simple_tests\(\{(.*?)\}\)", re.DOTALL)
_VALUE = re.compile(r"headerValue2?: `(.*?)`")


def published(file: Path) -> Iterator[Case]:
    """The cases of one of its files, as they concern another site."""
    for case in _CASE.findall(file.read_text(encoding="utf-8")):
        if "cspValue" not in case:
            allowed = "crossOriginAllowed: true" in case
            yield tuple(_VALUE.findall(case)), FRAMED if allowed else KEPT_OUT


SUITE = Suite(
    name="frame-options",
    title="X-Frame-Options (web-platform-tests)",
    bar=30,
    judged_by="the HTML Standard",
    run=run,
)
