"""An SPF record as RFC 7208, section 12 writes it: its terms, or what is wrong with it."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from checks.mail._spf.macros import is_domain_spec, is_macro_string

VERSION = "v=spf1"
RECORDS_KEPT = 1024  # read ones: many domains include the same few
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_DIRECTIVE = re.compile(r"(?P<qualifier>[-+~?]?)(?P<name>[A-Za-z0-9]+)(?P<rest>[:/].*)?")
_MODIFIER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9_.-]*)=(?P<value>.*)")
_PREFIXES = re.compile(r"(?:/(?P<ipv4>0|[1-9][0-9]{0,2}))?(?://(?P<ipv6>0|[1-9][0-9]{0,2}))?\Z")
_DOMAIN_ONLY = ("include", "exists", "ptr")
_WITH_PREFIXES = ("a", "mx")
_IPV4_BITS, _IPV6_BITS = 32, 128


class SpfSyntaxError(ValueError):
    """The term that RFC 7208 does not allow there."""


@dataclass(frozen=True)
class Mechanism:
    """``[qualifier]name[:domain][/ipv4][//ipv6]``, or of an address ``network``.

    ``domain``: a domain-spec with its macros; empty: the domain that the record is of. ``term``: as written.
    """

    qualifier: str
    name: str
    domain: str = ""
    ipv4: int = _IPV4_BITS
    ipv6: int = _IPV6_BITS
    network: Network | None = None
    term: str = field(default="", compare=False)


@dataclass(frozen=True)
class SpfRecord:
    """The mechanisms in order, and the one modifier that matters to the result; others are passed over."""

    mechanisms: tuple[Mechanism, ...]
    redirect: str = ""  # a domain-spec; empty: there is none


def select(texts: Iterable[str]) -> tuple[str, ...]:
    """Those that say to be SPF records of this version, in any capitals (4.5)."""
    return tuple(text for text in texts if _says_so(text))


def _says_so(text: str) -> bool:
    head = text[: len(VERSION) + 1].lower()
    return head in (VERSION, f"{VERSION} ")


@lru_cache(maxsize=RECORDS_KEPT)
def parse(text: str) -> SpfRecord:
    """A selected record.

    Raises:
        SpfSyntaxError: with the term that is wrong.

    """
    mechanisms: list[Mechanism] = []
    known: dict[str, str] = {}
    for term in text[len(VERSION) :].split(" "):
        if (modifier := _MODIFIER.fullmatch(term)) is not None:
            _read_modifier(modifier, known)
        elif term:
            mechanisms.append(replace(_mechanism(term), term=term))
    return SpfRecord(tuple(mechanisms), known.get("redirect", ""))


def _read_modifier(modifier: re.Match[str], known: dict[str, str]) -> None:
    """``redirect`` and ``exp`` once each, with a domain; any other may hold any macro-string (section 6)."""
    name, value = modifier["name"].lower(), modifier["value"]
    if name not in ("redirect", "exp"):
        if not is_macro_string(value):
            raise SpfSyntaxError(modifier[0])
        return
    if name in known or not is_domain_spec(value):
        raise SpfSyntaxError(modifier[0])
    known[name] = value


def _mechanism(term: str) -> Mechanism:
    directive = _DIRECTIVE.fullmatch(term)
    if directive is None:
        raise SpfSyntaxError(term)
    qualifier, name, rest = directive["qualifier"] or "+", directive["name"].lower(), directive["rest"] or ""
    if name == "all" and not rest:
        return Mechanism(qualifier, name)
    if name in ("ip4", "ip6"):
        return Mechanism(qualifier, name, network=_network(name, rest, term))
    if name in _WITH_PREFIXES:
        return _with_prefixes(qualifier, name, rest, term)
    if name in _DOMAIN_ONLY and (rest or name == "ptr"):
        return Mechanism(qualifier, name, _domain(rest, term) if rest else "")
    raise SpfSyntaxError(term)


def _domain(rest: str, term: str) -> str:
    domain = rest.removeprefix(":")
    if not rest.startswith(":") or not is_domain_spec(domain):
        raise SpfSyntaxError(term)
    return domain


def _with_prefixes(qualifier: str, name: str, rest: str, term: str) -> Mechanism:
    prefixes = _PREFIXES.search(rest)
    assert prefixes is not None  # noqa: S101 - it matches the empty end
    ipv4, ipv6 = int(prefixes["ipv4"] or _IPV4_BITS), int(prefixes["ipv6"] or _IPV6_BITS)
    if ipv4 > _IPV4_BITS or ipv6 > _IPV6_BITS:
        raise SpfSyntaxError(term)
    named = rest[: prefixes.start()]
    return Mechanism(qualifier, name, _domain(named, term) if named else "", ipv4, ipv6)


def _network(name: str, rest: str, term: str) -> Network:
    """An address with a prefix length; RFC 7208 allows no mask, and no leading zero."""
    address, slash, prefix = rest.removeprefix(":").partition("/")
    bits = prefix or ("32" if name == "ip4" else "128")
    if not rest.startswith(":") or not re.fullmatch(r"0|[1-9][0-9]{0,2}", bits) or (slash and not prefix):
        raise SpfSyntaxError(term)
    try:
        if name == "ip4":
            return ipaddress.IPv4Network(f"{address}/{bits}", strict=False)
        return ipaddress.IPv6Network(f"{_without_zone(address)}/{bits}", strict=False)
    except ValueError:
        raise SpfSyntaxError(term) from None


def _without_zone(address: str) -> str:
    """An address of this machine's own network (RFC 4007) is none of anybody's."""
    return "" if "%" in address else address
