"""How a server agrees on keys, with what is not known kept apart from what is not there."""

from dataclasses import dataclass

from pydantic import JsonValue

from checks.facts import Absent, NotTested, TlsFacts
from checks.facts.tls import NOT_LOOKED_AT
from checks.tls._groups import GroupClass, classify, classify_prime
from checks.tls._suites import is_forward_secret, parse
from checks.tls._versions import unlisted

SMALL_PRIME = 2048  # bits: anything below may be within reach of a state (Logjam)


@dataclass(frozen=True, kw_only=True)
class KeyExchange:
    """``groups``, ``primes`` (bits of DHE parameters) and ``forward_secret`` are None where not known."""

    groups: tuple[str, ...] | None
    primes: tuple[int, ...] | None
    forward_secret: bool | None
    missing: NotTested | None  # why, where groups or primes were not tested

    def of_class(self, wanted: GroupClass) -> list[str]:
        """Groups of a class, by name, and DHE parameters by size."""
        groups = [name for name in self.groups or () if classify(name) is wanted]
        sizes = sorted(set(self.primes or ()))
        return [*groups, *(f"DH {bits}" for bits in sizes if classify_prime(bits) is wanted)]

    def evidence(self) -> dict[str, JsonValue]:
        """Everything found, groups with their classes."""
        evidence: dict[str, JsonValue] = {"forward_secrecy": self.forward_secret}
        if self.groups is not None:
            evidence["groups"] = {name: classify(name).value for name in self.groups}
        if self.primes is not None:
            evidence["dh_bits"] = list(self.primes)
        return evidence


def key_exchange_of(tls: TlsFacts) -> KeyExchange:
    """What the accepted suites, groups and DHE parameters say together."""
    suites = {suite.name for scan in tls.accepted for suite in scan.suites}
    groups = tls.groups if tls.groups is not None or any(map(_needs_group, suites)) else ()
    primes = _primes(tls, uses_dhe=any(map(_needs_prime, suites)))
    missing = NOT_LOOKED_AT if groups is None else None
    return KeyExchange(
        groups=groups,
        primes=None if isinstance(primes, NotTested) else primes,
        forward_secret=_forward_secret(tls, suites),
        missing=primes if isinstance(primes, NotTested) else missing,
    )


def _needs_group(name: str) -> bool:
    """ECDH in any form, and TLS 1.3, whose suites name no key exchange."""
    tokens = parse(name).key_exchange
    return not tokens or tokens[0].startswith("ECDH")


def _needs_prime(name: str) -> bool:
    """Ephemeral Diffie-Hellman over a prime field, anonymous ones included."""
    tokens = parse(name).key_exchange
    return tokens[:1] == ("DHE",) or tokens[:2] == ("DH", "ANON")


def _primes(tls: TlsFacts, *, uses_dhe: bool) -> tuple[int, ...] | NotTested:
    found = tls.negotiation.dh_prime_bits
    if isinstance(found, NotTested):
        return found if uses_dhe else ()
    return () if isinstance(found, Absent) else found


def _forward_secret(tls: TlsFacts, suites: set[str]) -> bool | None:
    """Whether any accepted suite has it; that none has takes the whole list to say."""
    if any(map(is_forward_secret, suites)):
        return True
    return None if unlisted(tls) or not suites else False
