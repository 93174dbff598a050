"""Header values of HTTP Strict Transport Security, and whether Chromium takes them for a policy.

Its own vectors are read from ``http_security_headers_unittest.cc``. Rebuilt are the kinds of them: stray
semicolons, names and values that break the grammar of RFC 6797 section 6.1, order, case and blanks.
"""

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from benchmarks.suites.suite import Answer, Suite, SuiteOptions, SuiteRun
from checks.web._hsts import parse

FILE = "http_security_headers_unittest.cc"
IGNORED, TAKEN, SUBDOMAINS = "ignored", "taken", "taken, with subdomains"
AGE, SUB = "max-age=7200", "includeSubDomains"
Vector = tuple[str, str]  # a header value and what a browser makes of it

BAD_NAMES = (
    *("'max-age'=7", '"max-age"=7', "max-age=7; max-age=8", "max-age=7; MAX-age=8", "max-ages=7", "max-ag=7"),
    *("xmax-age=7", "abc", " abc ", "max-age=7; =8", "max-age=7; =8; other", 'max-age=7; "', "max-age=7; @"),
    *(f"{AGE}; {SUB}; {SUB.upper()}", f'{AGE}; "{SUB}', f'{AGE}; {SUB}"', f'{AGE}; "{SUB}"'),
    *(f'{AGE}; in"clude', f'{AGE}; {SUB}; a"b', f"{AGE}; {SUB}; a@b", f"{AGE}; {SUB}; a,b", f"{AGE}; other="),
)
BAD_AGES = (
    *("", "@", "7a", "7a7", "7##", '7"', "-7", "+7", "'7'", "7 abc", "7.5", "=7", "xy", "7 e", "7 7"),
    *("7200a200", "9223372036854775807#", "99999999999999999999999.&#!", "7=x", "7 x=", "7 x=true"),
)
BAD_VALUES = ("=true", "=false", '=""', "=''", '="true"', '="false"', "=7", "=", "=@")
BAD_OTHERS = ('other=a"b', "other=a@b", "other=a,b", "other=(", "@=1", "other=1 2")
NO_AGE = ("", "   ", ";", ";; ;", f";; {SUB};", f" {SUB}; ", "max-age", "  max-age ", "max-age; ;", "other=7")
STRAY = ("", ";", ";;", "; ;", ";;;;", " ; ; ")
OTHERS = ("other=word", "other", "other=7", 'other="a; b"')
LONG = "9" * 45


def run(options: SuiteOptions) -> SuiteRun:
    """Each value, parsed as the check does."""
    files = sorted(options.sources.rglob(FILE)) if options.sources else []
    vectors = tuple(published(files[0])) if files else tuple(dict.fromkeys(rebuilt()))
    answers = [Answer(case=repr(value), expected=say, answered=told(value)) for value, say in vectors]
    return SuiteRun(origin="its own" if files else "rebuilt", answers=tuple(answers))


def told(value: str) -> str:
    """What the check takes a header value for."""
    policy = parse(value)
    if policy is None:
        return IGNORED
    return SUBDOMAINS if policy.include_subdomains else TAKEN


def rebuilt() -> Iterator[Vector]:
    """Every kind of value, each with what RFC 6797 makes of it."""
    yield from ((before + AGE + after, TAKEN) for before, after in product(STRAY, STRAY))
    ignored = (
        *BAD_NAMES,
        *(f"max-age={age}" for age in BAD_AGES),
        *(f"  max-age  = {age}  " for age in BAD_AGES[:4]),
        *(f"{AGE}; {SUB}{value}" for value in BAD_VALUES),
        *(f"{AGE}; {other}" for other in BAD_OTHERS),
        *NO_AGE,
    )
    yield from ((value, IGNORED) for value in ignored)
    for age in (AGE, "max-age=0", "MAX-Age = 7", 'max-age="7"', f"max-age={LONG}"):
        yield age, TAKEN
        yield f"{age}  ;{SUB.upper()} ;", SUBDOMAINS
        yield f"  {SUB.swapcase()}; {age}", SUBDOMAINS
        yield from ((f" {other}; {SUB}; {age} ", SUBDOMAINS) for other in OTHERS)


_TEST = re.compile(r"TEST_F\(\w+, (\w+)\) \{(.*?)\n\}", re.DOTALL)
_CALL = re.compile(r"EXPECT_(TRUE|FALSE)\(\s*ParseHSTSHeader\((.*?),\s*&max_age", re.DOTALL)
_ARRAY = re.compile(r"test_cases\[\] = \{(.*?)\n  \};", re.DOTALL)
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
_GAP = re.compile(r'"\s+"')


def published(file: Path) -> Iterator[Vector]:
    """The values in Chromium's own unit test, in its order."""
    for name, body in _TEST.findall(file.read_text(encoding="utf-8")):
        for array in _ARRAY.findall(body):
            expected = TAKEN if name.startswith("Leading") else IGNORED
            yield from ((ast.literal_eval(literal), expected) for literal in _LITERAL.findall(array))
        yield from _calls(body)


def _calls(body: str) -> Iterator[Vector]:
    """Single calls; whether subdomains are included is expected further down."""
    calls = list(_CALL.finditer(body))
    ends = [*(call.start() for call in calls[1:]), len(body)][: len(calls)]
    for call, end in zip(calls, ends, strict=True):
        if call[2] == "value":
            continue
        value = "".join(ast.literal_eval(literal) for literal in _LITERAL.findall(_GAP.sub('""', call[2])))
        includes = "EXPECT_TRUE(include_subdomains)" in body[call.end() : end]
        yield value, IGNORED if call[1] == "FALSE" else SUBDOMAINS if includes else TAKEN


SUITE = Suite(name="hsts", title="HSTS header values (Chromium)", bar=117, judged_by="Chromium", run=run)
