"""Name constraints rebuilt: every mix of names in a certificate and of constraints in its issuer.

A client asks for a host name or for an address. The certificate may bear the right one or a wrong one, as a
common name and in subjectAltName; the issuer may permit or exclude the right or the wrong ones. A second part
hides the right name in entries of other kinds, or behind a separator.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from ipaddress import ip_address, ip_network
from itertools import product

from cryptography import x509

from benchmarks.suites.pki import extensions
from benchmarks.suites.pki.judging import ACCEPT, REFUSE, PkiCase
from benchmarks.suites.pki.minting import SEQUENCE, Extension, Minted, Wish, mint, name, tlv

RIGHT, WRONG, NONE = "right", "wrong", ""
ANY = (NONE, RIGHT, WRONG)
NAMES = {RIGHT: "www.inside.example", WRONG: "bad.outside.example"}
TREES = {RIGHT: "inside.example", WRONG: "outside.example"}
EXCLUDED_TREES = {RIGHT: "inside.example", WRONG: "bad.outside.example"}
ADDRESSES = {RIGHT: "192.0.2.1", WRONG: "198.51.100.1"}
RANGES = {RIGHT: "192.0.2.0/24", WRONG: "198.51.100.0/24"}
NAME, ADDRESS = "name", "address"
DNS_TAG, ADDRESS_TAG, URI_TAG = 2, 7, 6  # of GeneralName (RFC 5280, 4.2.1.6)
TAGS = range(16)
CONTEXT = 0x80
SUBJECT_ALTERNATIVE_NAME = "2.5.29.17"
Constraints = tuple[str, str, str, str]  # names permitted, addresses permitted, names and addresses excluded
FREE: Constraints = (NONE, NONE, NONE, NONE)


@dataclass(frozen=True, kw_only=True)
class Mix:
    """What is asked for, what the certificate bears, what its issuer is constrained to."""

    asked: str = NAME
    common_name: str = ""
    dns: str = NONE
    address: str = NONE
    constraints: Constraints = FREE
    hidden: tuple[int, bytes] | None = None  # an entry more: its tag and content

    @property
    def is_right(self) -> bool:
        """Only subjectAltName counts; each name and address there must be allowed, whatever is asked for."""
        permitted_dns, permitted_addresses, excluded_dns, excluded_addresses = self.constraints
        asked = self.dns if self.asked == NAME else self.address
        allowed = _allows(self.dns, permitted_dns, excluded_dns)
        return asked == RIGHT and allowed and _allows(self.address, permitted_addresses, excluded_addresses)


def _allows(borne: str, permitted: str, excluded: str) -> bool:
    return borne == NONE or (permitted in (NONE, borne) and excluded != borne)


def mixes() -> list[Mix]:
    """All 9,491."""
    return [*_preliminary(), *_every_mix(), *_other_kinds(), *_behind_separators()]


def cases(wanted: Iterable[Mix] | None = None) -> Iterator[PkiCase]:
    """Each with a certificate made for it; all of them unless some are named."""
    for mix in mixes() if wanted is None else wanted:
        authority, top = _authority(mix.constraints), _local_root()
        yield PkiCase(
            name=_named(mix),
            sent=(_leaf(mix).der, authority.der, top.der, _root().der),
            roots=(_root().der,),
            host=(NAMES if mix.asked == NAME else ADDRESSES)[RIGHT],
            expected=ACCEPT if mix.is_right else REFUSE,
            moment=_started(),
        )


def _preliminary() -> Iterator[Mix]:
    """What the suite tries first: whether constraints, host names and addresses are looked at at all."""
    right_name = NAMES[RIGHT]
    yield Mix(common_name=right_name, dns=RIGHT)
    yield Mix(common_name=right_name, dns=RIGHT, constraints=(RIGHT, NONE, NONE, NONE))
    yield from (Mix(dns=borne) for borne in (RIGHT, WRONG))
    yield from (Mix(asked=ADDRESS, address=borne) for borne in (RIGHT, WRONG))
    uri = f"http://foo.example, DNS:{right_name}".encode()
    yield Mix(dns=WRONG, constraints=(NONE, NONE, RIGHT, NONE), hidden=(URI_TAG, uri))


def _every_mix() -> Iterator[Mix]:
    """8,748."""
    common_names = [kind.get(value, "") for kind in (NAMES, ADDRESSES) for value in ANY]
    for asked, common_name in product((NAME, ADDRESS), common_names):
        for dns, address, *constraints in product(ANY, repeat=6):
            permitted_dns, permitted_addresses, excluded_dns, excluded_addresses = constraints
            yield Mix(
                asked=asked,
                common_name=common_name,
                dns=dns,
                address=address,
                constraints=(permitted_dns, permitted_addresses, excluded_dns, excluded_addresses),
            )


def _other_kinds() -> Iterator[Mix]:
    """224: the right name or address as an entry of each kind."""
    schemes = ("", "http://", "https://", "spiffe://", "unspec://")
    for tag in TAGS:
        for scheme in schemes:
            yield from _hidden_name(tag, f"{scheme}{NAMES[RIGHT]}")
        packed = ip_address(ADDRESSES[RIGHT]).packed
        for content, excludes in product((packed, ADDRESSES[RIGHT].encode()), (False, True)):
            constraints = (NONE, NONE, NONE, RIGHT) if excludes else (NONE, WRONG, NONE, NONE)
            yield Mix(asked=ADDRESS, address=WRONG, constraints=constraints, hidden=(tag, content))


def _behind_separators() -> Iterator[Mix]:
    """512: the right name behind a wrong one and a separator, in an entry of each kind."""
    leading = (NAMES[WRONG], f"http://{NAMES[WRONG]}")
    for separator, prefix, first, tag in product((", ", ",", ";", ":"), ("", "DNS:"), leading, TAGS):
        yield from _hidden_name(tag, f"{first}{separator}{prefix}{NAMES[RIGHT]}")


def _hidden_name(tag: int, content: str) -> Iterator[Mix]:
    for constraints in ((WRONG, NONE, NONE, NONE), (NONE, NONE, RIGHT, NONE)):
        yield Mix(dns=WRONG, constraints=constraints, hidden=(tag, content.encode()))


def _named(mix: Mix) -> str:
    constraints = " ".join(
        f"{what} {value}"
        for what, value in zip(
            ("permits name", "permits address", "excludes name", "excludes address"),
            mix.constraints,
            strict=True,
        )
        if value
    )
    hidden = f" hidden {mix.hidden[0]} {mix.hidden[1]!r}" if mix.hidden else ""
    bears = f"CN {mix.common_name or '-'}, DNS {mix.dns or '-'}, IP {mix.address or '-'}"
    return f"asks for {mix.asked}; bears {bears}{hidden}; issuer {constraints or 'is free'}"


@cache
def _started() -> datetime:
    return datetime.now(UTC)


@cache
def _root() -> Minted:
    return mint(Wish(subject=name("Suite Root"), extensions=extensions.AUTHORITY))


@cache
def _local_root() -> Minted:
    return mint(Wish(subject=name("Local Root"), signed_by=_root(), extensions=extensions.AUTHORITY))


@cache
def _authority(constraints: Constraints) -> Minted:
    permitted = _subtrees(TREES, *constraints[:2])
    excluded = _subtrees(EXCLUDED_TREES, *constraints[2:])
    limits = x509.NameConstraints(permitted or None, excluded or None) if permitted or excluded else None
    wanted = (*extensions.AUTHORITY, *([Extension(limits, critical=True)] if limits else []))
    return mint(Wish(subject=name("Local Authority"), signed_by=_local_root(), extensions=wanted))


def _subtrees(trees: dict[str, str], dns: str, address: str) -> list[x509.GeneralName]:
    found: list[x509.GeneralName] = [x509.DNSName(trees[dns])] if dns else []
    return [*found, x509.IPAddress(ip_network(RANGES[address]))] if address else found


def _leaf(mix: Mix) -> Minted:
    entries = [(DNS_TAG, NAMES[mix.dns].encode())] if mix.dns else []
    entries += [(ADDRESS_TAG, ip_address(ADDRESSES[mix.address]).packed)] if mix.address else []
    entries += [mix.hidden] if mix.hidden else []
    encoded = tlv(SEQUENCE, *(tlv(CONTEXT | tag, content) for tag, content in entries))
    names = [Extension(encoded, oid=SUBJECT_ALTERNATIVE_NAME)] if entries else []
    wanted = (*extensions.server(), *names)
    return mint(Wish(subject=name(mix.common_name), signed_by=_authority(mix.constraints), extensions=wanted))
