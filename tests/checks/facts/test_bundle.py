"""checks.facts.bundle."""

import pytest

from checks.facts import (
    Absent,
    AddressFacts,
    DnsFacts,
    FactsAbsentError,
    FactsMissingError,
    HttpFacts,
    NotTested,
    SiteFacts,
    TlsFacts,
    bundle,
)
from checks.model import Reason
from tests.checks import builders

SILENT = NotTested(reason=Reason.TIMEOUT, detail="silence")
ABSENT = Absent(detail="TLS 1.3 only")


@pytest.mark.parametrize("value", [True, False, (), ("h2",), 0, "none"])
def test_a_fact_that_was_tested_is_given_as_it_is(value: object) -> None:
    """False and empty answers are answers."""
    assert bundle.tested(value) is value


def test_a_fact_that_is_missing_or_absent_is_raised() -> None:
    """With the probe's own words, for the judging to settle."""
    with pytest.raises(FactsMissingError, match="silence") as missing:
        bundle.tested(SILENT)
    assert missing.value.not_tested == SILENT
    with pytest.raises(FactsAbsentError, match="only") as absent:
        bundle.tested(ABSENT)
    assert absent.value.absent == ABSENT


def test_whole_kinds_of_facts_go_through_the_same_door() -> None:
    """A probe that found nothing of its kind, or could not tell."""
    assert builders.facts().require(TlsFacts) == builders.tls()
    with pytest.raises(FactsMissingError):
        builders.facts(tls=SILENT).require(TlsFacts)
    with pytest.raises(FactsAbsentError):
        builders.facts(tls=ABSENT).require(TlsFacts)


@pytest.mark.parametrize(
    ("kinds", "count"),
    [((DnsFacts,), 1), ((SiteFacts,), 1), ((SiteFacts, HttpFacts), 2), ((HttpFacts,), 2), ((), 2)],
)
def test_a_site_and_its_names_are_of_the_endpoint(kinds: tuple[type, ...], count: int) -> None:
    """What rests on them alone is judged once, however many addresses there are."""
    other = AddressFacts(address="192.0.2.11", tls=builders.tls(address="192.0.2.11"), http=builders.http())
    assert len(builders.facts(others=(other,)).addresses(kinds)) == count


def test_a_walk_alone_tells_the_address() -> None:
    """Where nothing else was asked for, the facts are of the address that was walked at."""
    facts = builders.facts(tls=SILENT, http=SILENT)
    assert facts.first_address == builders.V4
