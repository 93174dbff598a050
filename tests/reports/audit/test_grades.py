"""reports.audit.grades: the mark of the facts, with the reasons that lowered it."""

from checks.facts import Absent
from reports.audit.grades import grade_line, grades_document
from scanner.observation import Observation
from tests.checks import builders
from tests.reports.audit.observations import observation


def of(**changes: object) -> Observation:
    """An audit whose facts are those in good order, spoiled as told."""
    facts = builders.facts(**changes)
    return observation().model_copy(update={"facts": facts})


def test_a_good_server_has_a_letter_and_a_score() -> None:
    """The letter stands alone, as the documented JSON has it; how it came about stands beside it."""
    document = grades_document(of(), "en")
    assert document["tls"] in {"A+", "A"}
    assert isinstance(document["tls_details"], dict)
    assert document["tls_details"]["guide"] == "2009r"


def test_a_trust_problem_is_t_with_the_grade_without_it() -> None:
    """Both letters and the reason are said."""
    chain = builders.chain(trusted=False, trust_problem="self_signed", trusted_by=None)
    line = grade_line(of(tls=builders.tls(chains=(chain,))), "en")
    assert "SSL Labs grade: T" in line
    assert "trust aside" in line


def test_without_tls_there_is_no_mark() -> None:
    """No letter is made up."""
    seen = of(tls=Absent(detail="port 443 is closed"))
    assert grades_document(seen, "vi") == {"tls": None, "observatory": None}
    assert grade_line(seen, "vi") == ""
