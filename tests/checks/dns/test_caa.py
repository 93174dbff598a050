"""dns.caa."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.dns._authorities import issuer
from checks.facts import CaaRecord
from tests.checks import builders


def caa(*records: str) -> dict[str, Any]:
    """Records as a zone file has them, without quotes: ``0 issue ca.example``."""
    split = [record.split(" ", 2) for record in records]
    return {"caa": tuple(CaaRecord(flags=int(flags), tag=tag, value=value) for flags, tag, value in split)}


@pytest.mark.parametrize(
    ("changes", "outcome", "named"),
    [
        (caa("0 issue ca.example"), "pass", "ca.example"),
        (caa("0 issue ca.example; account=230123"), "pass", "ca.example"),
        (caa("0 issue CA.example", "0 issuewild ;", "0 iodef mailto:a@b.test"), "pass", "ca.example"),
        (caa("128 issue ca.example", "0 contactemail a@b.test"), "pass", "ca.example"),
        (caa("0 issue ;"), "pass", 'issue ";"'),
        (caa("0 issue "), "pass", 'issue ";"'),
        (caa("0 issue ;", "0 issue other.example"), "pass", "other.example"),
        (caa("0 issue ca.example", "0 future x"), "pass", "ca.example"),
        ({"caa": ()}, "warn", "CAA"),
        (caa("0 iodef mailto:a@b.test"), "warn", "issue"),
        (caa("0 issuewild ca.example"), "warn", "issue"),
        (caa("0 issue ca.example", "128 future x"), "fail", '128 future "x"'),
        (caa("0 issue https://ca.example/"), "fail", "https://ca.example/"),
        (caa("0 issue ca.example other.example"), "fail", "other.example"),
        (caa("0 issue ca.example", "0 issuewild -ca-.example"), "fail", "-ca-.example"),
        (caa("0 issue ca.example; account"), "fail", "account"),
        ({"caa": (), "unanswered": ("CAA",)}, "not_tested", ""),
        ({"caa": (), "addresses_only": True, "zone": None}, "not_tested", ""),
        ({"caa": (), "status": "NXDOMAIN", "zone": None}, "not_tested", ""),
        ({**caa("0 issue ca.example"), "status": "NXDOMAIN", "cname_chain": ("gone.test",)}, "pass", "ca."),
        ({"status": "ADDRESS"}, "not_applicable", ""),
    ],
)
def test_the_zone_names_its_authorities(changes: dict[str, Any], outcome: str, named: str) -> None:
    """A set that restricts passes; none and one that restricts nothing warn; one that hinders fails."""
    verdict = builders.verdict("dns.caa", builders.facts(dns=builders.dns(**changes)))
    assert verdict.outcome == outcome
    assert named in verdict.summary.vi
    assert named in verdict.summary.en


@given(st.text(max_size=60))
def test_any_value_is_read_or_malformed(value: str) -> None:
    """No value of a record breaks the parser, and an issuer is a domain."""
    found = issuer(value)
    assert found is None or found == "" or found.replace(".", "").replace("-", "").isalnum()
