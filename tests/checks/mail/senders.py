"""A sender of a message, with an address and a name, for the evaluation of SPF as a receiver does it."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from checks.facts import MailAnswer
from checks.facts.names.mail import RecordType
from checks.mail._spf.evaluation import Evaluation, SpfPermError
from checks.mail._spf.record import Mechanism, Network
from tests.checks.mail import domains
from tests.checks.mail.domains import Zone


class TemporaryError(Exception):
    """DNS gave no answer."""


@dataclass
class Message:
    """An ``SpfSender``: one message. ``zone`` holds names of addresses too: ``PTR`` records of theirs."""

    zone: Zone
    address: str
    sender: str = "strong-bad@example.test"
    helo: str = "mail.example.test"

    @property
    def ip(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
        """The address that the message comes from."""
        return ipaddress.ip_address(self.address)

    def answer(self, name: str, kind: RecordType) -> MailAnswer:
        """As the zone has it."""
        found = domains.answer(self.zone, (name.lower(), kind))
        if found.failure is not None:
            raise TemporaryError
        return found

    def addresses(self, name: str) -> tuple[str, ...]:
        """Of the family of the message's."""
        return self.answer(name, "A" if self.ip.version == 4 else "AAAA").values

    def letters(self, domain: str) -> Mapping[str, str]:
        """Every letter, the validated name among them."""
        local, _, of = self.sender.rpartition("@")
        four = self.ip.version == 4
        return {
            "s": self.sender,
            "l": local,
            "o": of,
            "d": domain,
            "i": str(self.ip) if four else ".".join(self.ip.exploded.replace(":", "")),
            "p": next(iter(self._names()), "unknown"),
            "v": "in-addr" if four else "ip6",
            "h": self.helo,
        }

    def is_in(self, network: Network) -> bool:
        """By the address."""
        return self.ip in network

    def is_near(self, addresses: tuple[str, ...], mechanism: Mechanism) -> bool:
        """By the prefix for its family."""
        prefix = mechanism.ipv4 if self.ip.version == 4 else mechanism.ipv6
        networks = (ipaddress.ip_network(f"{one}/{prefix}", strict=False) for one in addresses)
        return any(self.ip in network for network in networks)

    def is_at(self, exchanges: tuple[str, ...], mechanism: Mechanism) -> bool:
        """At any of the servers."""
        return any(self.is_near(self.addresses(name), mechanism) for name in exchanges)

    def is_named(self, domain: str) -> bool:
        """By a name whose address leads back."""
        return any(name == domain or name.endswith(f".{domain}") for name in self._names())

    def unresolved(self, term: str) -> None:
        """Every letter is known here."""
        raise AssertionError(term)

    def _names(self) -> list[str]:
        named = self.zone.get(self.ip.reverse_pointer, ())
        claimed = [text.removeprefix("PTR ") for text in named if text.startswith("PTR ")][:10]
        return [name for name in claimed if str(self.ip) in self.addresses(name)]


def result(zone: Zone, address: str, sender: str = "strong-bad@example.test") -> str:
    """What a receiver of the message finds."""
    message = Message(zone, address, sender)
    try:
        return Evaluation(message).result(sender.rpartition("@")[2])
    except SpfPermError:
        return "permerror"
    except TemporaryError:
        return "temperror"
