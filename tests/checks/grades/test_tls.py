"""checks.grades.tls: what a grade says, and when there is none."""

import pytest

from checks.facts import Absent, NotTested
from checks.grades.tls import BY_SCORE, NEVER_TESTED, TlsGrade, grade
from checks.model import Reason
from checks.registry import families
from tests.checks import builders
from tests.checks.grades import servers
from tests.checks.grades.servers import V, graded, reasons, server

SILENT = NotTested(reason=Reason.TIMEOUT)


def test_every_reason_is_given_gravest_first() -> None:
    """Both languages; the letter is the worst of them."""
    facts = server(
        {**servers.GOOD, V.TLS_1_0: (servers.CBC_128,)},
        compression=True,
        chains=servers.untrusted("self_signed"),
    )
    assert reasons(facts) == [
        "T: the certificate is self-signed",
        "C: TLS compression is on (CRIME)",
        "B: TLSv1.0 is accepted",
    ]
    assert all(cap.reason.vi for cap in graded(facts).caps)


def test_a_reason_is_given_once() -> None:
    """Two chains with one fault, two versions with one suite."""
    twice = server(chains=(*servers.untrusted("self_signed"), *servers.untrusted("self_signed")))
    assert reasons(twice) == ["T: the certificate is self-signed"]


def test_the_categories_are_shown() -> None:
    """Points of 100 each, with the guide's revision."""
    found = graded(server({**servers.GOOD, V.TLS_1_1: (servers.CBC_128,)}))
    points = (found.protocol_score, found.key_exchange_score, found.cipher_score)
    assert (points, found.guide) == ((97.5, 90, 90), "2009r")


def test_too_little_to_grade_is_not_graded() -> None:
    """No TLS, TLS not tested, nothing accepted, no certificate, no suites."""
    absent, lean = Absent(detail="plain"), builders.protocol(V.TLS_1_2, status="accepted")
    assert grade(builders.facts(tls=absent)) == absent
    assert grade(builders.facts(tls=SILENT)) == SILENT
    for facts in (server({}), server(protocols=(lean,))):
        assert isinstance(grade(facts), NotTested)
    assert isinstance(grade(builders.facts(tls=builders.tls(chains=()))), NotTested)


def test_grades_are_no_family_of_checks() -> None:
    """The registry looks for checks elsewhere."""
    assert "grades" not in families()


def test_no_grade_answers_for_what_is_never_tested() -> None:
    """The rules left out are listed, in both languages."""
    assert all(text.vi and text.en for text in NEVER_TESTED)


def test_a_grade_survives_storage() -> None:
    """To JSON and back, reasons included."""
    found = graded(server(chains=servers.untrusted("self_signed"), groups=None))
    assert TlsGrade.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    ("total", "letter"),
    [
        (100, "A"),
        (80, "A"),
        (79, "B"),
        (65, "B"),
        (64, "C"),
        (50, "C"),
        (49, "D"),
        (35, "D"),
        (34, "E"),
        (20, "E"),
        (19, "F"),
        (0, "F"),
    ],
)
def test_points_become_letters(total: int, letter: str) -> None:
    """The guide's table 1. Today's caps leave no server at D or E, so the table itself is asked."""
    assert next(found for least, found in BY_SCORE if total >= least) == letter
