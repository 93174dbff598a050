"""What a survey of one server has found so far; complete or not, it can be told at any time."""

from dataclasses import dataclass, field

from checks.facts import CipherSuite
from checks.model import Reason
from scanner.probes.tls.enumeration.suites import Listed
from scanner.probes.tls.handshake.handshake_notes import Notes
from scanner.probes.tls.wire.codes import Version


@dataclass(kw_only=True)
class Findings:
    """All of it.

    Attributes:
        versions: SSL 3.0 and newer.
        ssl2: the ciphers of SSL 2.0, none when it is refused; None as long as it was not asked for.
        groups: those of TLS 1.3; those of older versions are in the notes.
        curves_of: the older version that was asked for all of its curves.
        stopped: why the survey did not come to its end.
        is_blocked: the server had stopped answering at the end, so that no silent refusal counts.

    """

    versions: dict[Version, Listed] = field(default_factory=lambda: {one: Listed() for one in Version})
    ssl2: tuple[CipherSuite, ...] | None = None
    groups: list[int] = field(default_factory=list)
    curves_of: Version | None = None
    curves_complete: bool = False
    notes: Notes = field(default_factory=Notes)
    stopped: Reason | None = None
    is_blocked: bool = False

    def of(self, version: Version) -> Listed:
        """One version."""
        return self.versions[version]

    @property
    def accepted(self) -> list[Version]:
        """The accepted versions, newest first."""
        return [one for one in sorted(self.versions, reverse=True) if self.versions[one].is_accepted]

    @property
    def listed_old(self) -> Version | None:
        """The newest version up to TLS 1.2 with a list of suites."""
        old = (one for one in self.accepted if one <= Version.TLS_1_2 and self.versions[one].suites)
        return next(old, None)
