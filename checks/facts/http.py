"""What a web server answers, redirects one by one (RFC 9110)."""

from typing import Literal

from checks.facts.extent import Unseen
from checks.facts.target import NotTested
from checks.model import Frozen


class Exchange(Frozen):
    """One request and its answer. Headers keep their order and repetitions; names are in lower case."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""  # decoded and bounded; empty for a redirect
    body_truncated: bool = False

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a header, in order; the name in lower case."""
        return tuple(value for key, value in self.headers if key == name)

    def value(self, name: str) -> str | None:
        """The values of a header joined as RFC 9110 section 5.3 allows, or None when it is absent."""
        values = self.values(name)
        return ", ".join(values) if values else None


End = Literal["answered", "left_scope", "redirect_loop", "too_many_redirects", "failed"]


class Visit(Frozen):
    """A request to the root of one origin over one address, and the redirects that followed it.

    ``left_scope``: the last exchange redirects to ``next_url``, which may not be visited. ``failed``: see
    ``failure``; exchanges before the failure are kept.
    """

    origin: str  # for example https://example.test:8443/
    address: str
    exchanges: tuple[Exchange, ...] = ()
    end: End
    next_url: str | None = None
    failure: NotTested | None = None
    refused: bool = False  # the port is closed: a fact, not a failure to test

    @property
    def last(self) -> Exchange | None:
        """The last answer, if there was any."""
        return self.exchanges[-1] if self.exchanges else None


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
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen

    @property
    def page(self) -> Exchange:
        """The answer to judge: the https one when there is any, else the plain one; IPv4 before IPv6."""
        visits = (self.https, self.https_ipv6, self.http, self.http_ipv6)
        answers = [visit.last for visit in visits if visit is not None and visit.last is not None]
        return answers[0]
