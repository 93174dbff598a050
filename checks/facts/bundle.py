"""All that is known of one endpoint, and how a check asks for its part."""

from collections.abc import Collection, Iterator
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from checks.facts.browser import BrowserFacts
from checks.facts.dns import DnsFacts
from checks.facts.earlier import EarlierFacts
from checks.facts.extent import Unseen
from checks.facts.files import FilesFacts
from checks.facts.http import HttpFacts
from checks.facts.kev import KevFacts
from checks.facts.names.dnssec import DnssecFacts
from checks.facts.names.mail import MailFacts
from checks.facts.names.mail_servers import MailServerFacts
from checks.facts.names.routing import RoutingFacts
from checks.facts.names.zone import ZoneFacts
from checks.facts.once import Remembering, once
from checks.facts.reach import ReachFacts
from checks.facts.scans.ports import PortFacts
from checks.facts.scans.udp import UdpFacts
from checks.facts.site import SiteFacts
from checks.facts.target import Absent, NotTested, Target
from checks.facts.tls import TlsFacts
from checks.model import Frozen, Reason

Scan = PortFacts | UdpFacts
OfName = DnsFacts | ZoneFacts | DnssecFacts | MailFacts | MailServerFacts | RoutingFacts
Web = HttpFacts | SiteFacts | EarlierFacts | FilesFacts | BrowserFacts
AnyFacts = OfName | ReachFacts | TlsFacts | Web | KevFacts | Scan
Wanted = TypeVar("Wanted", bound=AnyFacts)
Value = TypeVar("Value")
FIELDS: dict[type, str] = {
    DnsFacts: "dns",
    ZoneFacts: "zone",
    DnssecFacts: "dnssec",
    MailFacts: "mail",
    MailServerFacts: "mail_servers",
    RoutingFacts: "routing",
    ReachFacts: "reach",
    TlsFacts: "tls",
    HttpFacts: "http",
    PortFacts: "ports",
    SiteFacts: "site",
    EarlierFacts: "earlier",
    BrowserFacts: "browser",
    FilesFacts: "files",
    UdpFacts: "udp",
    KevFacts: "kev",
}

PER_ADDRESS: frozenset[type] = frozenset({TlsFacts, HttpFacts, PortFacts, UdpFacts})
SCANS = (PortFacts, UdpFacts)  # of addresses of their own: some have no web server
# Asked of the name alone: whatever its addresses show takes nothing away from it.
OF_NAME: frozenset[type] = frozenset(
    {DnsFacts, ZoneFacts, DnssecFacts, MailFacts, MailServerFacts, RoutingFacts}
)
# One look, whatever addresses there are.
OF_ENDPOINT: frozenset[type] = OF_NAME | {SiteFacts, EarlierFacts, FilesFacts}
NOT_NEEDED = NotTested(reason=Reason.NOT_REQUESTED, detail="no selected check needs it")
NO_RECORD = NotTested(reason=Reason.NOT_REQUESTED, detail="no record of earlier looks was at hand")
NO_BROWSER = NotTested(reason=Reason.NOT_REQUESTED, detail="no picture of the page was asked for")
VISITS = ("http", "https", "http_ipv6", "https_ipv6")


class FactsMissingError(Exception):
    """A check asked for facts that the probe could not supply: the verdict is ``not_tested``."""

    def __init__(self, not_tested: NotTested) -> None:
        super().__init__(not_tested.detail)
        self.not_tested = not_tested


class FactsAbsentError(Exception):
    """A check asked about something that this endpoint does not have: the verdict is ``not_applicable``."""

    def __init__(self, absent: Absent) -> None:
        super().__init__(absent.detail)
        self.absent = absent


def tested(value: Value | Absent | NotTested) -> Value:
    """A fact that a probe may have come back without.

    Raises:
        FactsMissingError: the probe could not tell.
        FactsAbsentError: there is nothing of this kind here.

    """
    if isinstance(value, NotTested):
        raise FactsMissingError(value)
    if isinstance(value, Absent):
        raise FactsAbsentError(value)
    return value


class AddressFacts(Frozen):
    """What one more address of the host showed, beside the one whose TLS is in ``Facts`` itself.

    ``tls_like``, ``http_like``: the address whose facts these are, word for word, since this one answered
    every question that was asked to compare the two alike. The questions: the certificate of each kind of
    key, the newest and the oldest version accepted, what is older, the TLS 1.2 suites that the other refuses;
    the first answer of the https and of the plain root: status, headers, title and length.
    """

    address: str
    tls: Annotated[TlsFacts | Absent | NotTested, Field(discriminator="kind")]
    http: Annotated[HttpFacts | NotTested, Field(discriminator="kind")]
    tls_like: str | None = None
    http_like: str | None = None


class Facts(Remembering):
    """Everything observed of one endpoint at one time. Stored, and judged again when a rule changes.

    ``tls`` and ``http`` are of the first address looked at; ``others`` holds what further ones showed.
    """

    version: Literal[1] = 1
    target: Target
    dns: Annotated[DnsFacts | NotTested, Field(discriminator="kind")]
    zone: Annotated[ZoneFacts | Absent | NotTested, Field(discriminator="kind")] = NOT_NEEDED
    dnssec: Annotated[DnssecFacts | Absent | NotTested, Field(discriminator="kind")] = NOT_NEEDED
    mail: Annotated[MailFacts | Absent | NotTested, Field(discriminator="kind")] = NOT_NEEDED
    mail_servers: Annotated[MailServerFacts | Absent | NotTested, Field(discriminator="kind")] = NOT_NEEDED
    routing: Annotated[RoutingFacts | Absent | NotTested, Field(discriminator="kind")] = NOT_NEEDED
    reach: Annotated[ReachFacts | NotTested, Field(discriminator="kind")]
    tls: Annotated[TlsFacts | Absent | NotTested, Field(discriminator="kind")]
    http: Annotated[HttpFacts | NotTested, Field(discriminator="kind")]
    ports: Annotated[PortFacts | NotTested, Field(discriminator="kind")]
    site: Annotated[SiteFacts | NotTested, Field(discriminator="kind")] = NOT_NEEDED  # of the first address
    # The last clean look before this one; absent: there was none.
    earlier: Annotated[EarlierFacts | Absent | NotTested, Field(discriminator="kind")] = NO_RECORD
    browser: Annotated[BrowserFacts | NotTested, Field(discriminator="kind")] = NO_BROWSER
    files: Annotated[FilesFacts | NotTested, Field(discriminator="kind")] = NOT_NEEDED  # likewise
    udp: Annotated[UdpFacts | NotTested, Field(discriminator="kind")] = NOT_NEEDED
    kev: Annotated[KevFacts | NotTested, Field(discriminator="kind")] = NOT_NEEDED
    others: tuple[AddressFacts, ...] = ()
    unseen: tuple[Unseen, ...] = ()  # of the endpoint as a whole: addresses that were not looked at
    unreached: tuple[str, ...] = ()  # addresses no web port of which accepted; also where reach was not asked
    looked_again: int | None = None  # seconds after the first look, at what that one could not tell

    def addresses(self, kinds: Collection[type] = ()) -> tuple[str, ...]:
        """The addresses that facts of these kinds are of: those of the scan, else those of the web."""
        if (scan := self._scan(kinds)) is not None:
            return scan.scanned
        if kinds and OF_ENDPOINT.issuperset(kinds):
            return (self.first_address,)
        return (self.first_address, *(other.address for other in self.others))

    def by_address(self, kinds: Collection[type] = ()) -> Iterator[tuple[str, "Facts"]]:
        """The facts of these kinds as each address alone would have given them, with the address.

        A scan is of addresses of its own: some have no web server. Of the web, where there is one
        address of each family, ``http`` holds the visits of both; the other's are its own.
        """
        if (scan := self._scan(kinds)) is not None:
            yield from self._by_scanned_address(scan)
        else:
            yield from self._by_web_address()

    def _scan(self, kinds: Collection[type]) -> Scan | None:
        """The scan that facts of these kinds are told by, where there was one."""
        scans = (self.ports if kind is PortFacts else self.udp for kind in SCANS if kind in kinds)
        return next((scan for scan in scans if isinstance(scan, SCANS)), None)

    def _by_scanned_address(self, scan: Scan) -> Iterator[tuple[str, "Facts"]]:
        for address in scan.scanned:
            own = {FIELDS[type(scan)]: scan.at(address), "reach": self._reach_of(address)}
            yield address, self.model_copy(update=own)

    def _by_web_address(self) -> Iterator[tuple[str, "Facts"]]:
        first = self.first_address
        if not self.others:  # all there is, is its own
            yield first, self
            return
        yield first, self.model_copy(update={"reach": self._reach_of(first), "http": self._http_of_first()})
        for other in self.others:
            own = {"tls": other.tls, "http": other.http, "reach": self._reach_of(other.address)}
            yield other.address, self.model_copy(update=own)

    def _http_of_first(self) -> HttpFacts | NotTested:
        """Without the visits of another address, as long as there are any left."""
        if isinstance(self.http, NotTested):
            return self.http
        others = {other.address for other in self.others}
        visits = {name: getattr(self.http, name) for name in VISITS}
        foreign = {name: None for name, visit in visits.items() if visit and visit.address in others}
        own = self.http.model_copy(update=foreign)
        return own if any(visit and visit.last for visit in map(own.__getattribute__, VISITS)) else self.http

    def _reach_of(self, address: str) -> ReachFacts | NotTested:
        if isinstance(self.reach, NotTested):
            return self.reach
        own = tuple(entry for entry in self.reach.addresses if entry.address == address)
        return self.reach.model_copy(update={"addresses": own}) if own else self.reach

    @once
    def missing(self, kinds: tuple[type[AnyFacts], ...], ports: tuple[int, ...] = ()) -> tuple[Unseen, ...]:
        """What was not seen whole of these kinds of facts, of these ports, and of the endpoint."""
        lost = [unseen for kind in kinds for unseen in self._missing_of(kind)]
        scanned = self.ports if PortFacts in kinds else None
        named = scanned.missing_of(ports) if isinstance(scanned, PortFacts) else ()
        return (*lost, *named, *self.unseen)

    @once
    def _missing_of(self, kind: type[AnyFacts]) -> tuple[Unseen, ...]:
        facts = getattr(self, FIELDS[kind])
        return facts.missing if isinstance(facts, AnyFacts) else ()

    @once
    def is_of_one(self, kinds: tuple[type, ...]) -> bool:
        """Whether facts of these kinds are of one address, and the name has no other."""
        return len(self.addresses(kinds)) + len(self.unmet(kinds)) == 1

    def unmet(self, kinds: Collection[type]) -> tuple[str, ...]:
        """Addresses of the name at which nothing was met, beside those that these kinds of facts are of."""
        if PER_ADDRESS.isdisjoint(kinds):
            return ()
        entries = self.reach.addresses if isinstance(self.reach, ReachFacts) else ()
        silent = dict.fromkeys((*self.unreached, *(entry.address for entry in entries if not entry.is_open)))
        met = self.addresses(kinds)
        return tuple(address for address in silent if address not in met)

    @property
    def first_address(self) -> str:
        """The address that ``tls`` and ``http`` are of; the host itself where nothing was met."""
        if isinstance(self.tls, TlsFacts):
            return self.tls.address
        if isinstance(self.http, HttpFacts):
            visits = (self.http.https, self.http.http, self.http.https_ipv6, self.http.http_ipv6)
            return next((visit.address for visit in visits if visit), self.target.host)
        if isinstance(self.site, SiteFacts):
            return self.site.address
        return self.target.host

    def require(self, kind: type[Wanted]) -> Wanted:
        """The facts of one kind.

        Raises:
            FactsMissingError: the probe could not tell.
            FactsAbsentError: there is nothing of this kind here.

        """
        facts = getattr(self, FIELDS[kind])
        if isinstance(facts, kind):
            return facts
        lacking: Wanted = tested(facts)  # raises: a field holds nothing else
        return lacking
