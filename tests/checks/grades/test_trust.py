"""checks.grades.tls: certificates that are not trusted, or are for another name."""

from typing import Any

import pytest

from checks.facts import Revocation
from tests.checks import builders
from tests.checks.grades import servers
from tests.checks.grades.servers import V, graded, server

TRUST: list[tuple[str, dict[str, Any], str, str]] = [
    ("self-signed", {"chains": servers.untrusted("self_signed")}, "T", "A+"),
    ("unknown issuer", {"chains": servers.untrusted("unknown_issuer")}, "T", "A+"),
    ("not yet valid", {"chains": servers.untrusted("not_yet_valid")}, "T", "A+"),
    ("invalid", {"chains": servers.untrusted("invalid")}, "T", "A+"),
    ("untrusted, no reason given", {"chains": servers.untrusted(None)}, "T", "A+"),
    ("expired", {"chains": servers.expired()}, "T", "A+"),
    ("SHA-1", {"chains": servers.leaf(signature_hash="sha1")}, "T", "A+"),
    ("incomplete, without a path", {"chains": servers.untrusted("incomplete")}, "T", "B"),
    ("another name", {"chains": servers.leaf(dns_names=("other.test",))}, "M", "A+"),
    (
        "untrusted and another name",
        {"chains": (servers.chain(builders.certificate(dns_names=()), trusted=False),)},
        "T",
        "A+",
    ),
    ("untrusted and vulnerable", {"chains": servers.untrusted("self_signed"), "heartbleed": True}, "T", "F"),
    ("another name and TLS 1.2 alone", {"host": "x.test", "suites": {V.TLS_1_2: servers.TLS_1_2}}, "M", "A-"),
    ("one of two chains", {"chains": (servers.chain(), *servers.rsa(2048, trusted=False))}, "T", "A+"),
]


@pytest.mark.parametrize(
    ("changes", "letter", "ignoring"), [case[1:] for case in TRUST], ids=[case[0] for case in TRUST]
)
def test_trust_comes_before_all_and_the_grade_without_it_stands_beside(
    changes: dict[str, Any], letter: str, ignoring: str
) -> None:
    """T for what is not trusted, M for another name."""
    found = graded(server(**changes))
    assert (found.grade, found.grade_ignoring_trust) == (letter, ignoring)


def test_a_revoked_certificate_is_not_trusted() -> None:
    """Whatever else is right."""
    revoked = Revocation(status="revoked", source="crl")
    found = graded(server(chains=(servers.chain(revocation=revoked),)))
    assert (found.grade, found.grade_ignoring_trust) == ("T", "A+")
