"""What NSEC and NSEC3 cover: against the order of names, and dnspython's own hashes."""

import base64
from itertools import pairwise

import dns.dnssec
import dns.name
import dns.rdata
import pytest
from dns.dnssectypes import NSEC3Hash
from dns.name import Name
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.NSEC import NSEC
from dns.rdtypes.ANY.NSEC3 import NSEC3
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.probes.dnssec import nsec3
from scanner.probes.dnssec.nsec import NsecProof, between, has_type, lacks
from scanner.probes.dnssec.nsec3 import Nsec3Proof, owner_hash

ZONE = dns.name.from_text("zone.test")
LABELS = st.sampled_from(["a", "b", "*", "zz", "mm", "\\000", "A"])
NAMES = st.lists(LABELS, min_size=1, max_size=3).map(
    lambda labels: dns.name.from_text(".".join(labels), ZONE)
)
ZONES = st.sets(NAMES, max_size=6).map(lambda names: sorted({ZONE, *names}))


def _nsec(following: Name, kinds: str = "A RRSIG NSEC") -> NSEC:
    record = dns.rdata.from_text("IN", "NSEC", f"{following} {kinds}")
    assert isinstance(record, NSEC)
    return record


def _nsec3(following: bytes, kinds: str = "A RRSIG", flags: int = 0) -> NSEC3:
    label = base64.b32hexencode(following).decode()
    record = dns.rdata.from_text("IN", "NSEC3", f"1 {flags} 2 abcd {label} {kinds}")
    assert isinstance(record, NSEC3)
    return record


def _hash(name: Name) -> bytes:
    return base64.b32hexdecode(dns.dnssec.nsec3_hash(name, b"\xab\xcd", 2, NSEC3Hash.SHA1))


def _nsec_proof(names: list[Name]) -> NsecProof:
    ring = [*names, names[0]]
    apex = "A NS SOA RRSIG NSEC"
    return NsecProof(
        ZONE, [(one, _nsec(two, apex if one == ZONE else "A RRSIG NSEC")) for one, two in pairwise(ring)]
    )


def _nsec3_proof(names: list[Name], flags: int = 0) -> Nsec3Proof:
    """Of all names that there are, those that are only above others too."""
    kinds = {above: "" for name in names for above in _above(name)} | dict.fromkeys(names, "A RRSIG")
    kinds[ZONE] = "A NS SOA RRSIG"
    ring = sorted((_hash(name), kind) for name, kind in kinds.items())
    return Nsec3Proof(
        ZONE, [(one, _nsec3(two, kind, flags)) for (one, kind), (two, _) in pairwise([*ring, ring[0]])]
    )


def _above(name: Name) -> list[Name]:
    found = []
    while name != ZONE:
        name = name.parent()
        found.append(name)
    return found


def _exists(name: Name, names: list[Name]) -> bool:
    return any(one.is_subdomain(name) for one in names)


def _encloser(name: Name, names: list[Name]) -> Name:
    return next(above for above in _above(name) if _exists(above, names))


@given(names=ZONES, asked=NAMES)
@settings(max_examples=150, deadline=None)
def test_a_whole_zone_proves_what_is_so_and_nothing_else(names: list[Name], asked: Name) -> None:
    """By both kinds of records, of any name: not there; there without the type; there with it."""
    wildcard = dns.name.from_text("*", _encloser(asked, names))
    for proof in (_nsec_proof(names), _nsec3_proof(names)):
        if asked in names:
            assert (proof.denies_name(asked), proof.denies_type(asked, RdataType.A)) == (False, False)
            assert proof.denies_type(asked, RdataType.AAAA)
        elif _exists(asked, names) or (wildcard not in names and _exists(wildcard, names)):
            assert (proof.denies_name(asked), proof.denies_type(asked, RdataType.A)) == (False, True)
        elif wildcard in names:
            assert (proof.denies_name(asked), proof.denies_type(asked, RdataType.A)) == (False, False)
            assert proof.denies_type(asked, RdataType.AAAA)
            assert proof.denies_closer(asked, _encloser(asked, names))
        else:
            assert (proof.denies_name(asked), proof.denies_type(asked, RdataType.A)) == (True, False)
        assert not proof.delegates(asked)


@given(names=ZONES, asked=NAMES)
@settings(max_examples=100, deadline=None)
def test_every_name_is_an_owner_or_in_one_gap(names: list[Name], asked: Name) -> None:
    """The gaps of a zone leave nothing out and never overlap, by names and by hashes."""
    gaps = [between(one, asked, two, ZONE) for one, two in pairwise([*names, names[0]])]
    assert sum(gaps) == (asked not in names)
    hashes = sorted(map(_hash, names))
    covered = [nsec3.covers(one, _hash(asked), two) for one, two in pairwise([*hashes, hashes[0]])]
    assert sum(covered) == (asked not in names)


@given(names=ZONES, asked=NAMES)
@settings(max_examples=50, deadline=None)
def test_opting_out_is_of_gaps_alone(names: list[Name], asked: Name) -> None:
    """Where a zone opts out, nothing is said of names that it does not list."""
    assert _nsec3_proof(names, flags=1).opts_out(asked) == (not _exists(asked, names))
    assert not _nsec3_proof(names).opts_out(asked)


@pytest.mark.parametrize(
    ("kinds", "of_ds", "of_a"),
    [
        ("NS RRSIG NSEC", True, False),  # a delegation: it speaks of DS alone
        ("NS DS RRSIG NSEC", False, False),
        ("NS SOA RRSIG NSEC", False, True),  # the child's apex: DS is the parent's
        ("CNAME RRSIG NSEC", False, False),  # what is denied may be found behind the alias
        ("AAAA RRSIG NSEC", True, True),
    ],
)
def test_what_a_record_at_the_name_may_deny(kinds: str, *, of_ds: bool, of_a: bool) -> None:
    """The rules of RFC 4035, 5.2 and 5.4, and RFC 6840, 4.1 and 4.3."""
    record = _nsec(ZONE, kinds)
    assert (lacks(record, RdataType.DS), lacks(record, RdataType.A)) == (of_ds, of_a)


@pytest.mark.parametrize("kinds", ["NS RRSIG NSEC", "DNAME RRSIG NSEC"])
def test_a_cut_says_nothing_of_what_is_below(kinds: str) -> None:
    """A delegation or a DNAME record proves no name below it away (RFC 6840, 4.1)."""
    cut, below = dns.name.from_text("cut", ZONE), dns.name.from_text("x.cut", ZONE)
    proof = NsecProof(ZONE, [(ZONE, _nsec(cut, "NS SOA RRSIG NSEC")), (cut, _nsec(ZONE, kinds))])
    assert (proof.denies_name(below), proof.denies_type(below, RdataType.A)) == (False, False)
    hashes = sorted((_hash(name), kind) for name, kind in ((ZONE, "NS SOA RRSIG"), (cut, kinds[:-5])))
    ring = pairwise([*hashes, hashes[0]])
    hashed = Nsec3Proof(ZONE, [(one, _nsec3(two, kind)) for (one, kind), (two, _) in ring])
    assert (hashed.denies_name(below), hashed.denies_type(below, RdataType.A)) == (False, False)


def test_types_beyond_the_first_window_are_seen() -> None:
    """CAA stands in the second (257)."""
    record = _nsec(ZONE, "A CAA RRSIG NSEC")
    assert [has_type(record, kind) for kind in (RdataType.A, RdataType.CAA, RdataType.AAAA)] == [
        True,
        True,
        False,
    ]


def test_an_owner_that_spells_no_hash_is_none() -> None:
    """Rather than an error."""
    assert owner_hash(dns.name.from_text("not-a-hash", ZONE)) is None
    assert owner_hash(dns.name.from_text("2t7b4g4vsa5smi47k61mv5bv1a22bojr", ZONE)) is not None
