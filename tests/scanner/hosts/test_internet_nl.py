"""Internet.nl's table on real servers: capdo tells of each case what Internet.nl does, or says why not."""

import pytest

from tests.scanner.hosts.internet_nl import ALIKE, TABLE, Row
from tests.scanner.hosts.lab import Verdicts
from tests.scanner.hosts.zones import ABOVE

# Every result that a subtest has in Internet.nl's code.
RESULTS = {
    "ns_aaaa": {"good", "bad"},
    "ns_reach": {"good", "partial", "bad", "untested"},
    "web_aaaa": {"good", "bad"},
    "web_reach": {"good", "partial", "bad", "untested"},
    "web_ipv46": {"good", "notice", "bad", "untested"},
    "mx_aaaa": {"good", "bad", "notice", "info", "untested"},
    "mx_reach": {"good", "partial", "bad", "untested"},
    "dnssec_exists": {"good", "bad"},
    "dnssec_valid": {"good", "bad", "notice", "untested"},
    "dnssec_mx_exists": {"good", "bad", "info"},
    "dnssec_mx_valid": {"good", "bad"},
    "starttls_exists": {"good", "bad", "info", "untested"},
    "tls_version": {"good", "bad"},
    "dane_exists": {"good", "bad"},
    "dane_valid": {"good", "bad"},
    "dane_rollover": {"good", "bad"},
    "spf": {"good", "bad"},
    "spf_policy": {"good", "bad"},
    "dmarc": {"good", "bad"},
    "dmarc_policy": {"good", "bad", "notice"},
}


def _named(row: Row) -> str:
    return f"{row.domain}-{row.subtest}-{row.result}"


@pytest.mark.needs_root
@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_each_case_comes_out_as_the_table_says(row: Row, verdicts: Verdicts) -> None:
    """On real servers; with its reason where nothing could be told."""
    verdict = verdicts[f"{row.domain}.{ABOVE}"][row.check]
    assert verdict["outcome"] == row.outcome, verdict
    assert bool(verdict["reason"]) == (row.outcome == "not_tested")


def test_every_result_of_every_subtest_has_a_case() -> None:
    """None is left out."""
    found = {(row.subtest, row.result) for row in TABLE}
    assert found == {(subtest, result) for subtest, results in RESULTS.items() for result in results}


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_where_capdo_judges_otherwise_the_table_says_why(row: Row) -> None:
    """And only there."""
    assert bool(row.why) == (row.outcome not in ALIKE[row.result])
