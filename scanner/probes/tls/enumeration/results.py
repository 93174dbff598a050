"""What the enumeration of one server has come to so far; complete or not, it can be told at any time."""

from dataclasses import dataclass, field

from checks.facts import CipherSuite
from checks.model import Reason
from scanner.probes.tls.handshake.first_flight import FirstFlight, HandshakeRefusal, HelloResponse
from scanner.probes.tls.handshake.properties import HandshakeProperties
from scanner.probes.tls.wire.codes import AlertDescription, Version
from scanner.probes.tls.wire.records import MalformedError


@dataclass(kw_only=True)
class VersionSupport:
    """What is known of one version so far.

    Attributes:
        suites: accepted, in the order in which the server chose them.
        is_accepted: the server has answered with this version.
        server_order: the server has an order of its own, and ``suites`` is in it. None: not known, for
            example because the suites were asked for in several parts (see ``suite_order.chunks``).
        refusal: how the version itself was refused.
        is_complete: there are no more suites than these.
        is_contradicted: what ended the list was a refusal of the version, which had been accepted.
        hung_up: how often the server hung up on the question that ended it; 0: there was an alert.
        reason: why nothing more was asked; ``detail`` says what happened.

    """

    suites: list[int] = field(default_factory=list)
    server_order: bool | None = None
    is_accepted: bool = False
    refusal: HandshakeRefusal | None = None
    is_complete: bool = False
    is_contradicted: bool = False
    hung_up: int = 0
    reason: Reason | None = None
    detail: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether the version itself is."""
        return self.refusal is not None

    def add_suite(self, flight: FirstFlight, untested: list[int]) -> None:
        """Add the suite that the server chose, and take it from those untested.

        Raises:
            MalformedError: it belongs to another version.

        """
        suite = flight.server_hello.suite
        if suite not in untested:
            raise MalformedError(f"suite 0x{suite:04X} does not belong to its version")
        untested.remove(suite)
        self.suites.append(suite)

    def refuse(self, refusal: HandshakeRefusal) -> None:
        """The version is refused."""
        self.refusal, self.hung_up = refusal, _hung_up(refusal)

    def complete(self, last: HelloResponse) -> None:
        """The server takes none of what was untested, as its last answer says."""
        self.is_complete, self.hung_up = True, max(self.hung_up, _hung_up(last))
        refused = isinstance(last, HandshakeRefusal) and last.alert == AlertDescription.PROTOCOL_VERSION
        self.is_contradicted = self.is_accepted and refused

    def stop(self, reason: Reason, detail: object = "") -> None:
        """Nothing more is asked."""
        self.reason, self.detail = reason, str(detail)


@dataclass(kw_only=True)
class EnumerationResults:
    """All of it.

    Attributes:
        versions: SSL 3.0 and newer.
        ssl2: the ciphers of SSL 2.0, none when it is refused; None as long as it was not asked for.
        groups: those of TLS 1.3; those of older versions are in the properties.
        groups_hung_up: how often the server hung up on the question that ended a list of groups.
        group_lists_begun: how many lists of groups were begun and have not come to their end.
        certificates_asked: every question was asked that TLS 1.3 is asked for certificates.
        certificate_gaps: questions for a certificate that stayed without an answer.
        stop_reason: why the enumeration did not come to its end.
        is_blocked: the server had stopped answering at the end, so that no silent refusal counts.

    """

    versions: dict[Version, VersionSupport] = field(
        default_factory=lambda: {version: VersionSupport() for version in Version}
    )
    ssl2: tuple[CipherSuite, ...] | None = None
    groups: list[int] = field(default_factory=list)
    groups_hung_up: int = 0
    group_lists_begun: int = 0
    certificates_asked: bool = False
    certificate_gaps: list[str] = field(default_factory=list)
    properties: HandshakeProperties = field(default_factory=HandshakeProperties)
    stop_reason: Reason | None = None
    is_blocked: bool = False

    def end_groups(self, *last: HelloResponse) -> None:
        """The lists of groups of one version have ended with these answers."""
        self.group_lists_begun -= 1
        self.groups_hung_up = max(self.groups_hung_up, *map(_hung_up, last))

    @property
    def accepted(self) -> list[Version]:
        """The accepted versions, newest first."""
        return [version for version in sorted(Version, reverse=True) if self.versions[version].is_accepted]

    @property
    def is_contradicted(self) -> bool:
        """Whether handshakes were answered as one server does not answer them."""
        return self.properties.differ or any(support.is_contradicted for support in self.versions.values())

    @property
    def newest_before_tls_1_3(self) -> Version | None:
        """The newest version up to TLS 1.2 with a list of suites."""
        older = (version for version in self.accepted if version <= Version.TLS_1_2)
        return next((version for version in older if self.versions[version].suites), None)


def _hung_up(response: HelloResponse) -> int:
    return response.times if isinstance(response, HandshakeRefusal) and response.hung_up else 0
