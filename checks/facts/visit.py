"""One visit to a web server: requests, answers and redirects one by one (RFC 9110)."""

from typing import Literal

from checks.facts.target import NotTested
from checks.model import Frozen

REDIRECTS = frozenset({301, 302, 303, 307, 308})  # RFC 9110 section 15.4: those with a Location to follow
BodyProblem = Literal["", "too_long", "coding", "cut_off"]


class Exchange(Frozen):
    """One request and its answer. Headers keep their order and repetitions; names are in lower case."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""  # decoded and bounded; empty for a redirect
    body_truncated: bool = False
    body_problem: BodyProblem = ""  # why something is missing from the body, where that is known
    odd_lines: tuple[str, ...] = ()  # of the header: no fields, and passed over, or mended

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a header, in order; the name in lower case."""
        return tuple(value for key, value in self.headers if key == name)

    def value(self, name: str) -> str | None:
        """The values of a header joined as RFC 9110 section 5.3 allows, or None when it is absent."""
        values = self.values(name)
        return ", ".join(values) if values else None

    @property
    def is_redirect(self) -> bool:
        """Whether it sends the visitor elsewhere."""
        return self.status in REDIRECTS and self.value("location") is not None


End = Literal["answered", "left_scope", "redirect_loop", "too_many_redirects", "failed"]


class Visit(Frozen):
    """A request to one origin over one address, and the redirects that followed it.

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
    unconnected: bool = False  # no TCP connection came about: closed, filtered, or no route
    wants_certificate: bool = False  # the last connection's server asked for a certificate of the client

    @property
    def last(self) -> Exchange | None:
        """The last answer, if there was any."""
        return self.exchanges[-1] if self.exchanges else None

    @property
    def is_dead(self) -> bool:
        """Whether nothing at all stands behind this port of this address."""
        return not self.exchanges and (self.refused or self.unconnected)
