"""What is so of a web host, in few words, and the host made of it."""

from collections.abc import Iterable, Mapping

from benchmarks.accuracy.host import Host, Truth
from benchmarks.accuracy.websites.answers import GOOD, HTML, PAGE_TEXT, Field, response
from benchmarks.accuracy.websites.standing import AnswerName, Site, pages, standing

HEADERS = (
    "web.content_type_options",
    "web.csp",
    "web.frame_options",
    "web.permissions_policy",
    "web.referrer_policy",
)
PAGE = (*HEADERS, "web.cookies", "web.version_leak")
FORCED = "web.https_forced"
REDIRECTS = "web.redirects"
ADDRESSES = "web.addresses"
SECURITY_TXT = "exposure.security_txt"
LABEL = "label.tin_nhiem_mang"
HSTS_HELD = "web.hsts"
SITE = (*PAGE, HSTS_HELD, FORCED, REDIRECTS, ADDRESSES, SECURITY_TXT)
# HSTS holds under a certificate that browsers take, so that one is looked at too.
TRUSTED = "cert.trusted"


def truth(
    good: Iterable[str] = (), bad: Iterable[str] = (), unseen: Iterable[str] = ()
) -> Mapping[str, Truth]:
    """What is so of checks; a later word of one check replaces an earlier."""
    found = dict.fromkeys(good, Truth.GOOD)
    found |= dict.fromkeys(unseen, Truth.UNSEEN)
    return {**found, **dict.fromkeys(bad, Truth.BAD)}


def web_host(
    kind: str,
    name: str,
    *sites: Site,
    told: Mapping[str, Truth],
    ipv6: Site | None = None,
    names: AnswerName | None = None,
    usual_ports: bool = False,
) -> Host:
    """A host of these sites; the other arguments are as ``standing`` and ``Host`` have them."""
    only = (*told, TRUSTED) if HSTS_HELD in told else tuple(told)
    serve = standing(name, *sites, ipv6=ipv6, names=names, usual_ports=usual_ports)
    return Host(kind=kind, name=name, serve=serve, truth=told, only=only)


def of_page(
    headers: Iterable[Field] = GOOD, body: str | bytes = PAGE_TEXT, status: int = 200, kind: str = HTML
) -> Site:
    """A site of this page, with all the rest in order."""
    return Site(https=pages(response(body, headers, status, kind)))
