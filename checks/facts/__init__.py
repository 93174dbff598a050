"""What a probe must supply: frozen, versioned models. Stored as JSON, so fields are only ever added."""

from checks.facts.browser import AccessibilityFacts, BrokenRule, BrowserFacts
from checks.facts.bundle import AddressFacts, AnyFacts, Facts, FactsAbsentError, FactsMissingError, tested
from checks.facts.dns import CaaRecord, DnsFacts, MailExchange, NameServer
from checks.facts.earlier import EarlierDomain, EarlierFacts, EarlierPage, EarlierText
from checks.facts.extent import Part, Unseen
from checks.facts.files import ExposedPath, FilesFacts
from checks.facts.http import HttpFacts
from checks.facts.kev import KevEntry, KevFacts
from checks.facts.names.dnssec import DnssecFacts
from checks.facts.names.mail import MailAnswer, MailFacts
from checks.facts.names.mail_servers import MailServerFacts
from checks.facts.names.routing import AddressRoute, ImportedTable, RouteOrigin, RoutingFacts
from checks.facts.names.zone import ParentSide, RecordTarget, ServerAnswer, TransferAnswer, ZoneFacts
from checks.facts.reach import AddressReach, PortState, ReachFacts, WithheldAddress
from checks.facts.scans.ports import AddressPorts, OpenPort, PortFacts
from checks.facts.scans.udp import AddressUdp, UdpAnswer, UdpFacts
from checks.facts.site import Client, PageView, SiteFacts, SitePage
from checks.facts.target import Absent, NotTested, Target
from checks.facts.tls import (
    Certificate,
    CertificateChain,
    CipherSuite,
    Negotiation,
    ProtocolScan,
    ProtocolVersion,
    Revocation,
    Staple,
    TlsFacts,
    Vulnerabilities,
)
from checks.facts.visit import Exchange, Visit

__all__ = [
    "Absent",
    "AccessibilityFacts",
    "AddressFacts",
    "AddressPorts",
    "AddressReach",
    "AddressRoute",
    "AddressUdp",
    "AnyFacts",
    "BrokenRule",
    "BrowserFacts",
    "CaaRecord",
    "Certificate",
    "CertificateChain",
    "CipherSuite",
    "Client",
    "DnsFacts",
    "DnssecFacts",
    "EarlierDomain",
    "EarlierFacts",
    "EarlierPage",
    "EarlierText",
    "Exchange",
    "ExposedPath",
    "Facts",
    "FactsAbsentError",
    "FactsMissingError",
    "FilesFacts",
    "HttpFacts",
    "ImportedTable",
    "KevEntry",
    "KevFacts",
    "MailAnswer",
    "MailExchange",
    "MailFacts",
    "MailServerFacts",
    "NameServer",
    "Negotiation",
    "NotTested",
    "OpenPort",
    "PageView",
    "ParentSide",
    "Part",
    "PortFacts",
    "PortState",
    "ProtocolScan",
    "ProtocolVersion",
    "ReachFacts",
    "RecordTarget",
    "Revocation",
    "RouteOrigin",
    "RoutingFacts",
    "ServerAnswer",
    "SiteFacts",
    "SitePage",
    "Staple",
    "Target",
    "TlsFacts",
    "TransferAnswer",
    "UdpAnswer",
    "UdpFacts",
    "Unseen",
    "Visit",
    "Vulnerabilities",
    "WithheldAddress",
    "ZoneFacts",
    "tested",
]
