"""What a tool found out about a server, in words that are the same for all tools."""

from collections.abc import Mapping
from dataclasses import dataclass, field

VERSIONS = ("SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3")
FINGERPRINT_SHOWN = 16
# Names of one group: OpenSSL's, NIST's and the IANA registry's.
ALIASES = {"prime256v1": "secp256r1", "p-256": "secp256r1", "p-384": "secp384r1", "p-521": "secp521r1"}


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Accepted versions with their suites (IANA names), groups, and the SHA-256 of each leaf certificate."""

    suites: Mapping[str, frozenset[str]] = field(default_factory=dict)  # a version not accepted is absent
    groups: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()

    @property
    def items(self) -> frozenset[str]:
        """Every single thing found, as a line to read."""
        found = set(self.suites)
        found |= {f"{version} {suite}" for version, suites in self.suites.items() for suite in suites}
        found |= {f"group {group}" for group in self.groups}
        found |= {f"certificate {digest[:FINGERPRINT_SHOWN]}" for digest in self.certificates}
        return frozenset(found)


def group_name(name: str) -> str:
    """A group's name as the IANA registry has it, in lower case: ``prime256v1`` is ``secp256r1``."""
    lower = name.strip().lower()
    return ALIASES.get(lower, lower)


def suite_name(name: str) -> str:
    """A suite's IANA name; nmap has its own for those of TLS 1.3."""
    return name.replace("TLS_AKE_WITH_", "TLS_")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One tool beside the others on the same server, sorted."""

    found: int
    missed: tuple[str, ...]  # others found it
    alone: tuple[str, ...]  # no other found it


def differences(by_tool: Mapping[str, Findings]) -> dict[str, Difference]:
    """Each tool's findings beside those of all the others together."""
    items = {tool: findings.items for tool, findings in by_tool.items()}
    return {tool: _difference(tool, items) for tool in items}


def _difference(tool: str, items: Mapping[str, frozenset[str]]) -> Difference:
    own = items[tool]
    others = frozenset[str]().union(*(found for name, found in items.items() if name != tool))
    return Difference(found=len(own), missed=tuple(sorted(others - own)), alone=tuple(sorted(own - others)))
