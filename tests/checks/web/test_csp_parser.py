"""The parser of Content Security Policies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.web._csp import POLICY_COUNT, CspError, directives, parse, split

NAMES = st.sampled_from(["default-src", "script-src", "img-src", "base-uri", "report-uri", "sandbox"])
SOURCES = st.sampled_from(["'self'", "'none'", "*", "https:", "https://a.test", "data:", "'unsafe-inline'"])
DIRECTIVE = st.builds(lambda name, sources: " ".join([name, *sources]), NAMES, st.lists(SOURCES, max_size=4))
POLICY = st.lists(DIRECTIVE, min_size=1, max_size=5).map("; ".join)


@given(st.lists(st.text(max_size=200) | POLICY, max_size=5), st.lists(st.text(max_size=200), max_size=3))
def test_any_text_is_read_or_refused(headers: list[str], metas: list[str]) -> None:
    """Policies or a CspError, never another exception."""
    try:
        policies = parse(headers, metas)
    except CspError:
        return
    assert all(name == name.lower() for name in policies.names)
    assert not policies.names & {"sandbox"} or any("sandbox" in header.lower() for header in headers)


@given(POLICY, POLICY)
def test_a_second_policy_never_allows_more(first: str, second: str) -> None:
    """Whatever two policies allow together, the first allows alone (by a scheme or wildcard at least)."""
    try:
        alone, both = parse([first]), parse([first, second])
    except CspError:
        return
    allowed, together = alone.effective("script-src"), both.effective("script-src")
    if allowed is not None:
        assert together is not None
        assert together <= allowed | {"'none'"} or allowed & {"*", "https:"}


@given(POLICY)
def test_a_policy_twice_is_the_policy(policy: str) -> None:
    """Sending the same header twice changes nothing."""
    try:
        once, twice = parse([policy]), parse([policy, policy])
    except CspError:
        return
    assert all(once.effective(name) == twice.effective(name) for name in once.names)


def test_names_are_case_insensitive_and_the_first_of_equals_counts() -> None:
    """As browsers read it (CSP 3 section 2.2.1)."""
    found, repeated = directives("IMG-SRC 'self';img-src *; \t ;font-src\n a.test")
    assert found == {"img-src": {"'self'"}, "font-src": {"a.test"}}
    assert repeated == {"img-src"}


def test_only_fetch_directives_fall_back() -> None:
    """``base-uri`` has no default; ``script-src`` has."""
    policies = parse(["default-src 'self'", "base-uri 'none'"])
    assert policies.effective("base-uri") == frozenset({"'none'"})
    assert policies.effective("script-src") == frozenset({"'self'"})
    assert parse(["base-uri 'none'"]).effective("script-src") is None


def test_repeats_are_refused_unless_they_report() -> None:
    """A repeated directive is told; a repeated report-uri is only noted."""
    with pytest.raises(CspError, match="img-src"):
        parse(["img-src a; img-src b"])
    assert parse(["report-uri a; report-uri b"]).repeated == {"report-uri"}


def test_policies_are_bounded() -> None:
    """Thousands of policies in one header are not all read."""
    assert len(split(["default-src a," * 10_000] * 100)) == POLICY_COUNT
