"""reports.audit.own_ipv6: an audit tells whether the scanner's own IPv6 works."""

import pytest

from checks.facts import Facts, NotTested
from checks.model import Language, Outcome, Reason
from reports.audit.own_ipv6 import own_ipv6_lines
from reports.audit.page import audit_page
from reports.audit.terminal import plain_audits
from scanner.observation import Observation
from tests.checks import builders
from tests.reports import sample

ASKED = "none of the anchors answered over IPv6: 2001:7fd::1 (asked from fd00::7)"


def of(facts: Facts, *untold: str) -> Observation:
    """A look with these facts, and these checks untold for want of IPv6."""
    verdicts = (sample.verdict(check, Outcome.NOT_TESTED, reason=Reason.NO_IPV6_HERE) for check in untold)
    seen = sample.observation(builders.HOST, sample.verdict("web.hsts"), *verdicts)
    return seen.model_copy(update={"facts": facts})


@pytest.mark.parametrize(
    ("here", "proof", "language", "told"),
    [
        (True, "2a00::1 accepted a connection to port 443", "en", "works: 2a00::1 accepted"),
        (True, "2a00::1 accepted a connection to port 443", "vi", "hoạt động: 2a00::1 trả lời ở cổng 443"),
        (False, ASKED, "en", "no working IPv6: none of the anchors"),
        (
            False,
            ASKED,
            "vi",
            "không điểm đối chứng nào trả lời qua IPv6: 2001:7fd::1 (địa chỉ nguồn fd00::7)",
        ),
        (False, "this machine has no IPv6 route to the anchors: 2001:7fd::1", "vi", "không có đường đi IPv6"),
    ],
)
def test_it_is_told_with_its_proof(here: bool, proof: str, language: Language, told: str) -> None:  # noqa: FBT001 - a table
    """In both languages, on the terminal and on the page; how many checks it cost is told."""
    facts = builders.facts(reach=builders.reach(ipv6_here=here, ipv6_proof=proof))
    seen = of(facts, *(() if here else ("ipv6.web_tls", "ipv6.web_reachable")))
    (line,) = own_ipv6_lines(seen, language)
    assert told in line
    assert ("; 2 " in line) is not here
    assert line.split(":")[0] in plain_audits([("host", seen)], language)
    assert line.split(":")[0] in audit_page([("host", seen)], language).replace("&#39;", "'")


@pytest.mark.parametrize(
    "facts",
    [
        builders.facts(reach=NotTested(reason=Reason.TIMEOUT)),
        builders.facts(reach=builders.reach(addresses=builders.reach().of_family(4), ipv6_here=False)),
    ],
)
def test_nothing_is_said_where_no_ipv6_was_tried(facts: Facts) -> None:
    """A host without IPv6 needs no proof."""
    assert own_ipv6_lines(of(facts), "vi") == ()
