"""reports.audit.grades: the mark of the facts, with the reasons that lowered it."""

import pytest

from checks.facts import Absent
from reports.audit.grades import grade_lines, grades_document
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
    line, _ = grade_lines(of(tls=builders.tls(chains=(chain,))), "en")
    assert "SSL Labs grade: T" in line
    assert "trust aside" in line


def test_without_tls_there_is_no_mark_of_it() -> None:
    """No letter is made up."""
    seen = of(tls=Absent(detail="port 443 is closed"))
    assert grades_document(seen, "vi")["tls"] is None
    assert all("SSL Labs" not in line for line in grade_lines(seen, "vi"))


def test_the_observatorys_mark_stands_beside() -> None:
    """Grade and score as the documented JSON has them; the version and each result beside."""
    document = grades_document(of(), "en")
    assert document["observatory"] == {"grade": "A+", "score": 120}
    details = document["observatory_details"]
    assert isinstance(details, dict)
    assert details["algorithm_version"] == 4
    results = details["results"]
    assert isinstance(results, dict)
    assert results["cookies"] == {"result": "cookies-not-found", "modifier": 0}


def test_the_line_names_what_costs_most() -> None:
    """The two results that take the most points, and no bonus."""
    bare = builders.visit(builders.exchange(headers=(("content-type", "text/html"),)))
    line = grade_lines(of(http=builders.http(https=bare, https_ipv6=bare)), "vi")[-1]
    assert "Xếp hạng MDN HTTP Observatory: D (30 điểm)" in line
    assert "-25: csp-not-implemented; -20: hsts-not-implemented" in line


def test_the_profiles_version_of_the_algorithm_is_the_marks() -> None:
    """As the verdict of web.observatory says."""
    verdict = builders.verdict("web.observatory", builders.facts())
    newer = verdict.model_copy(update={"evidence": {"algorithm_version": 6}})
    seen = of().model_copy(update={"verdicts": (newer,)})
    details = grades_document(seen, "en")["observatory_details"]
    assert isinstance(details, dict)
    assert details["algorithm_version"] == 6


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "grades no page"), (403, "status 403")],
)
def test_why_there_is_no_mark_is_told(status: int, words: str) -> None:
    """The Observatory refuses error pages; a firewall's page is not the site's."""
    page = builders.visit(builders.exchange(status=status))
    document = grades_document(of(http=builders.http(https=page, https_ipv6=page)), "en")
    assert document["observatory"] is None
    assert words in str(document["observatory_reason"])


def test_without_facts_there_is_no_mark() -> None:
    """Nothing was seen."""
    seen = observation().model_copy(update={"facts": None})
    assert grades_document(seen, "en") == {"tls": None, "observatory": None}
    assert grade_lines(seen, "en") == ()
