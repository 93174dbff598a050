"""Names that lead nowhere, inside, or away, and name servers that fail."""

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from benchmarks.accuracy.websites.standing import IPV6, Site
from benchmarks.accuracy.websites.truths import ADDRESSES, FORCED, PAGE, SECURITY_TXT, truth, web_host
from tests.scanner.fleet import Names
from tests.scanner.probes.dns import rogues

KIND = "names"
AVAILABLE = "tls.available"
GONE = "so-cu.khac.test."
NOTHING = truth(unseen=(*PAGE, FORCED, ADDRESSES, SECURITY_TXT, AVAILABLE))
INSIDE = truth(unseen=(*PAGE, FORCED, SECURITY_TXT, AVAILABLE), bad=(ADDRESSES,))


def nxdomain(query: dns.message.Message) -> bytes:
    """No name exists."""
    return _answer(query, dns.rcode.Rcode.NXDOMAIN)


def dangling(query: dns.message.Message) -> bytes:
    """The name is an alias of one that is gone."""
    alias = dns.rrset.from_text(query.question[0].name, 60, "IN", "CNAME", GONE)
    return _answer(query, dns.rcode.Rcode.NXDOMAIN, alias)


def _answer(query: dns.message.Message, rcode: dns.rcode.Rcode, *records: dns.rrset.RRset) -> bytes:
    response = dns.message.make_response(query)
    response.set_rcode(rcode)
    response.answer = list(records)
    return response.to_wire()


HOSTS = (
    web_host(
        KIND,
        "name-half-told",
        Site(),
        ipv6=Site(),
        names=rogues.only("A", rogues.servfail, Names((IPV6,)).answer),
        told=truth(unseen=("web.csp", "web.cookies", FORCED)),
    ),
    *(
        web_host(KIND, f"name-{name}", Site(), names=answer, told=told)
        for name, answer, told in (
            ("servfail", rogues.servfail, NOTHING),
            ("bogus", rogues.bogus, NOTHING),
            ("refused", rogues.refused, NOTHING),
            ("nxdomain", nxdomain, NOTHING),
            ("dangling", dangling, NOTHING),
            ("no-address", Names(()).answer, NOTHING),
            ("circular", rogues.circular, NOTHING),
            ("truncated-for-ever", rogues.truncated, NOTHING),
            ("private", Names(("10.11.12.13",)).answer, INSIDE),
            ("shared", Names(("100.64.7.7", "192.168.0.9")).answer, INSIDE),
            ("link-local", Names(("169.254.169.254",)).answer, INSIDE),
            ("nowhere", Names(("0.0.0.0", "::")).answer, INSIDE),  # noqa: S104 - no address that is bound
        )
    ),
)
