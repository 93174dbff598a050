"""What a web server answers, in plain text and over TLS, over IPv4 and IPv6."""

from typing import Literal

from checks.facts.extent import Part, Unseen
from checks.facts.target import NotTested
from checks.facts.visit import Exchange, Visit
from checks.facts.web_extent import lost_page, lost_security_txt, page_visit, unseen_of
from checks.model import Frozen

FOREIGN_ORIGIN = "https://cross-origin.capdo.test"  # in whose name the probe asks; nobody has this domain


class HttpFacts(Frozen):
    """Visits of the plain and the TLS port, over IPv4 and IPv6 apart. None: no address of that family.

    At least one of the visits has an answer; otherwise the probe gives ``NotTested``.
    """

    kind: Literal["http"] = "http"
    version: Literal[1] = 1
    http: Visit | None = None
    https: Visit | None = None
    http_ipv6: Visit | None = None
    https_ipv6: Visit | None = None
    security_txt: Visit | None = None  # /.well-known/security.txt over https, else http
    security_txt_legacy: Visit | None = None  # /security.txt, asked for where the other is no file
    preflight: Visit | None = None  # of a page of ``FOREIGN_ORIGIN``'s (Fetch Standard); None: not asked for
    unseen: tuple[Unseen, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[Visit | None, Visit | None], ...]:
        """The https and the plain visit of each family's address, IPv4 first."""
        return ((self.https, self.http), (self.https_ipv6, self.http_ipv6))

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole: what the probe says, and what the visits themselves show."""
        lost = lost_security_txt(self.security_txt)
        file = () if lost is None else (_unseen_file(lost),)
        return (*self.unseen, *unseen_of(self.pairs), *file)

    @property
    def page(self) -> Exchange:
        """The last answer over https when there is any, else over plain HTTP; IPv4 before IPv6."""
        visits = (self.https, self.https_ipv6, self.http, self.http_ipv6)
        answers = [visit.last for visit in visits if visit is not None and visit.last is not None]
        return answers[0]

    @property
    def page_visits(self) -> tuple[Visit, ...]:
        """The visit of each family that shows the site's page, or would have."""
        visits = (page_visit(https, plain) for https, plain in self.pairs)
        return tuple(visit for visit in visits if visit is not None)


def page_or_reason(visit: Visit) -> Exchange | NotTested:
    """The page that a visit led to, or why there is none to judge."""
    if (why := lost_page(visit)) is not None:
        return why
    assert visit.last is not None  # noqa: S101 - a visit without an answer has lost its page
    return visit.last


def _unseen_file(lost: NotTested) -> Unseen:
    return Unseen(part=Part.HTTP_SECURITY_TXT, reason=lost.reason, detail=lost.detail)
