"""What scans say of a requirement: against it, something found, nothing against it, or not seen."""

import pytest

from checks.model import Outcome, Reason, Severity, Verdict
from inventory.requirements.model import Requirement
from inventory.requirements.shipped import shipped
from reports.model.self_assessment import ScanWord
from reports.requirements.joining import clauses_named, says, spoken
from scanner.waivers.matching import Waived
from tests.reports import sample, waiving
from tests.reports.requirements.answering import TLS

HOST, OTHER = "a.brvt.test", "b.brvt.test"
HIGH = Severity.HIGH
OLD = sample.verdict("tls.protocols", Outcome.FAIL, severity=HIGH)
GOOD = sample.verdict("tls.protocols")
UNSEEN = sample.not_tested("tls.protocols", Reason.TIMEOUT)


def requirement(code: str) -> Requirement:
    """One of the catalogue that ships."""
    found = shipped().named(code)
    assert found is not None
    return found


def word(code: str, *verdicts: Verdict, endpoints: int = 1, waived: Waived | None = None) -> ScanWord | None:
    """What is said of one requirement by what was seen at one host."""
    seen = sample.observation(HOST, *verdicts)
    spoke = spoken("HTTT", [seen.key], {seen.key: seen} if verdicts else {}, waived or Waived())
    told = says(requirement(code), spoke, endpoints)
    return told.word if told else None


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([OLD], ScanWord.CONTRADICTED),
        ([OLD, UNSEEN.model_copy(update={"check": "cert.key"})], ScanWord.CONTRADICTED),
        ([OLD.model_copy(update={"severity": Severity.MEDIUM})], ScanWord.FINDINGS),
        ([OLD.model_copy(update={"outcome": Outcome.WARN})], ScanWord.FINDINGS),
        ([GOOD], ScanWord.NOTHING_AGAINST),
        ([GOOD, sample.verdict("cert.key", Outcome.NOT_APPLICABLE)], ScanWord.NOTHING_AGAINST),
        ([GOOD, UNSEEN.model_copy(update={"check": "cert.key"})], ScanWord.NOT_SEEN),
        ([UNSEEN], ScanWord.NOT_SEEN),
        ([sample.verdict("cert.key", Outcome.NOT_APPLICABLE)], ScanWord.NOT_SEEN),
        ([sample.verdict("exposure.database", Outcome.FAIL, severity=HIGH)], ScanWord.NOT_SEEN),
        ([], ScanWord.NOT_SEEN),
    ],
)
def test_what_scans_say(verdicts: list[Verdict], expected: ScanWord) -> None:
    """A grave failure contradicts; a lesser one does not; nothing is seen where something was not tested."""
    assert word(TLS, *verdicts) is expected


def test_an_endpoint_that_was_never_looked_at_leaves_it_unseen() -> None:
    """However well the others are."""
    assert word(TLS, GOOD, endpoints=2) is ScanWord.NOT_SEEN


def test_a_waived_finding_contradicts_nothing() -> None:
    """Somebody answerable has accepted it; it is not seen as good either."""
    seen = sample.observation(HOST, OLD)
    assert word(TLS, OLD, waived=Waived([waiving.waiver(1, "HTTT", seen)])) is ScanWord.NOT_SEEN


def test_a_weak_signal_contradicts_nothing() -> None:
    """An old version told by a server is a hint of how weaknesses are managed, and no more."""
    told = sample.verdict("exposure.service_version", Outcome.FAIL, severity=Severity.CRITICAL)
    assert word("7.1.5.7", told) is ScanWord.FINDINGS


def test_of_most_requirements_scans_say_nothing() -> None:
    """No check speaks of a policy."""
    assert word("7.1.1.1", OLD) is None


@pytest.mark.parametrize(
    ("code", "clause"),
    [("9.2.3.4", "7.2.3.4"), ("5.2.1.2", "7.2.1.2"), ("6.2.2.2", "7.2.2.2"), ("8.1.5.7", "7.1.5.7")],
)
def test_a_requirement_is_known_at_every_level(code: str, clause: str) -> None:
    """The mappings are numbered by level 3."""
    assert clauses_named(requirement(code)) == {("tcvn-11930", clause)}


@pytest.mark.parametrize("code", ["5.4.2.4b", "5.12.2.5"])
def test_a_catalogue_of_the_newer_standard_is_known_by_its_own_numbers(code: str) -> None:
    """A clause may be mapped with another one."""
    ((standard, _),) = clauses_named(Requirement(code=code, title="…"))
    assert standard == "tcvn-14423"


def test_the_evidence_is_told_worst_first_with_its_day() -> None:
    """Host, check, severity and the day of the look."""
    worse = sample.verdict("cert.expiry", Outcome.FAIL, severity=Severity.CRITICAL)
    seen = sample.observation(HOST, OLD, worse)
    told = says(requirement(TLS), spoken("HTTT", [seen.key], {seen.key: seen}, Waived()), 1)
    assert told is not None
    assert [(one.host, one.check) for one in told.evidence] == [
        (HOST, "cert.expiry"),
        (HOST, "tls.protocols"),
    ]
    assert {one.seen_on for one in told.evidence} == {sample.AS_OF}
