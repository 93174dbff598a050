"""checks.grades.observatory: whatever a server says, each rule gives one of its results."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.grades.observatory._chart import CHART, VERSIONS, Version
from checks.grades.observatory._policies import MalformedPolicyError, combine, separate
from checks.grades.observatory.grading import ObservatoryGrade, grade
from tests.checks.grades.observatory.cases import HTML, Answer, Case, facts_of

BY_TEST = {test.name: {result.id for result in test.results} for test in CHART.tests}
HEADERS = (
    *(
        "Content-Security-Policy",
        "Set-Cookie",
        "Strict-Transport-Security",
        "Referrer-Policy",
        "X-Frame-Options",
    ),
    *("Content-Type", "Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"),
    *("Cross-Origin-Resource-Policy", "X-Content-Type-Options"),
)
SECONDS = 20  # a generous bound against rules that hang
pieces = st.sampled_from(
    [
        *(
            "default-src",
            "script-src",
            "'self'",
            "'none'",
            "https:",
            "*",
            "%zz",
            "%41",
            "/",
            "'nonce-a'",
            ";",
            ",",
        ),
        *(
            "a=1",
            "Domain=",
            "portal.test",
            "Secure",
            "SameSite=",
            "Max-Age=0",
            "max-age=",
            '"',
            "\\",
            "=",
            " ",
        ),
        *("same-origin", "(", ")", "nosniff", "no-referrer", "text/html"),
    ]
)
values = st.lists(pieces | st.text(max_size=5), max_size=12).map("".join)
lines = st.lists(st.builds("{}: {}".format, st.sampled_from(HEADERS), values), max_size=8).map(tuple)
tags = st.sampled_from(
    [
        *("<script src='", "'>", "</script>", "<base href=", "<template>", "</template>", "<svg>", "<meta "),
        *(
            'http-equiv=content-security-policy content="',
            '">',
            "<noscript>",
            "//a.test/",
            "https://",
            "integrity=x ",
        ),
    ]
)
bodies = st.lists(tags | st.text(max_size=5), max_size=20).map("".join)


@settings(max_examples=60)
@given(lines, bodies, st.sampled_from(VERSIONS))
def test_each_test_gives_one_of_its_results(headers: tuple[str, ...], body: str, version: Version) -> None:
    """Whatever stands in headers and page."""
    found = grade(facts_of(Case(name="any", page=Answer(headers=(HTML, *headers), body=body))), version)
    assert isinstance(found, ObservatoryGrade)
    assert all(result.result in BY_TEST[result.test] for result in found.results)
    assert found.score >= 0


@given(st.lists(values, max_size=5), st.sampled_from(VERSIONS))
def test_policies_are_combined_or_malformed(texts: list[str], version: Version) -> None:
    """No directive is left without a source: nothing is 'none'."""
    try:
        allowed, _ = combine(separate(texts, version))
    except MalformedPolicyError:
        return
    assert all(sources for sources in allowed.values())


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((f"Content-Security-Policy: script-src {'a.test ' * 100_000}",), ""),
        ((), "<meta http-equiv=content-security-policy content='script-src a b c d'>" * 8_000),
        ((), "<script src=//a.test/></script>" * 20_000),
        ((), "<svg>" * 100_000),
        ((), "<template>" * 50_000 + "<script>"),
        (("Set-Cookie: a=1; " + "Domain=a.test; " * 500,) * 300, ""),
        (("Strict-Transport-Security: " + "max-age=1;" * 100_000,), ""),
        (("Cross-Origin-Opener-Policy: " + "(" * 100_000,), ""),
    ],
)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_hostile_answer_takes_no_time(headers: tuple[str, ...], body: str, version: Version) -> None:
    """Work grows with the page, not faster."""
    started = time.monotonic()
    assert isinstance(
        grade(facts_of(Case(name="hostile", page=Answer(headers=(HTML, *headers), body=body))), version),
        ObservatoryGrade,
    )
    assert time.monotonic() - started < SECONDS
