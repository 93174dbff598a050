"""What an answer's NSEC or NSEC3 records prove, once their own signatures hold."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from dns.dnssectypes import NSEC3Hash
from dns.name import Name
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.DNSKEY import DNSKEY
from dns.rdtypes.ANY.NSEC import NSEC
from dns.rdtypes.ANY.NSEC3 import NSEC3
from dns.rdtypes.ANY.RRSIG import RRSIG
from dns.rrset import RRset

from checks.facts.names.dnssec import DnssecError
from scanner.probes.dns.sections import Section
from scanner.probes.dnssec.nsec import NsecProof
from scanner.probes.dnssec.nsec3 import MOST_ITERATIONS, OPT_OUT, Nsec3Proof, owner_hash
from scanner.probes.dnssec.signatures import Failed, verify

MOST_RECORDS = 8  # sets whose signatures are verified: the longest proof needs three
Proof = NsecProof | Nsec3Proof


class Unproven(Enum):
    """What keeps a denial from being more than insecure."""

    OPT_OUT = "the name lies where NSEC3 opts out"
    ITERATIONS = f"NSEC3 with more than {MOST_ITERATIONS} iterations (RFC 9276)"
    DELEGATION = "the parent proves that it has no DS record"


@dataclass(frozen=True)
class Denial:
    """The proofs of one answer's authority section. ``signed``: the signatures that they rest on."""

    proofs: tuple[Proof, ...]
    signed: tuple[RRSIG, ...]
    too_many_iterations: bool
    failed: Failed | None

    def of_type(self, name: Name, kind: RdataType) -> Unproven | Failed | None:
        """Whether it proves that the name has no such records: None; else what it lacks."""
        return self._settled(name, any(proof.denies_type(name, kind) for proof in self.proofs))

    def of_name(self, name: Name) -> Unproven | Failed | None:
        """Whether it proves that the name does not exist: None; else what it lacks."""
        return self._settled(name, any(proof.denies_name(name) for proof in self.proofs))

    def of_closer(self, name: Name, encloser: Name) -> Unproven | Failed | None:
        """Whether it proves that a wildcard rightly stood for the name: None; else what it lacks."""
        next_closer = name.split(len(encloser) + 1)[1]
        if any(
            isinstance(proof, Nsec3Proof) and proof.covers_by_opt_out(next_closer) for proof in self.proofs
        ):
            return Unproven.OPT_OUT
        proven = any(proof.denies_closer(name, encloser) for proof in self.proofs)
        return None if proven else self._lacking(name, "that the wildcard may stand for it")

    def of_delegation(self, name: Name) -> Unproven | Failed | None:
        """Without DS records: DELEGATION, or OPT_OUT, where an unsigned zone begins; None: none does."""
        if any(proof.delegates(name) for proof in self.proofs):
            return Unproven.DELEGATION
        no_zone = (proof.denies_type(name, RdataType.DS) or proof.denies_name(name) for proof in self.proofs)
        return self._settled(name, any(no_zone))

    def _settled(self, name: Name, proven: bool) -> Unproven | Failed | None:  # noqa: FBT001 - private
        if any(isinstance(proof, Nsec3Proof) and proof.opts_out(name) for proof in self.proofs):
            return Unproven.OPT_OUT
        return None if proven else self._lacking(name, "what it denies")

    def _lacking(self, name: Name, what: str) -> Unproven | Failed:
        if self.too_many_iterations:
            return Unproven.ITERATIONS
        if self.failed is not None:
            return self.failed
        having = (
            "with NSEC or NSEC3 records that do not prove" if self.proofs else "without a proof by NSEC of"
        )
        return Failed(DnssecError.NO_PROOF, f"{name}: the answer comes {having} {what}")


def read(authority: Section, zone: Name, keys: Collection[DNSKEY], at: float) -> Denial:
    """The proofs that a zone's keys vouch for at a moment."""
    held: list[tuple[RRset, RRSIG]] = []
    failed = None
    for rrset in _proving(authority, zone):
        result = verify(rrset, authority.signatures(rrset.name, rrset.rdtype), zone, keys, at)
        if isinstance(result, Failed):
            failed = failed or result
        elif result.labels == len(rrset.name) - 1 - rrset.name.is_wild():  # not itself made by a wildcard
            held.append((rrset, result))
    hashed = [one for one in held if one[0].rdtype == RdataType.NSEC3]
    usable = [pair for rrset, _ in hashed for pair in _hashed(rrset)]
    proofs = (_nsec(zone, [rrset for rrset, _ in held]), _nsec3(zone, usable))
    return Denial(
        proofs=tuple(proof for proof in proofs if proof is not None),
        signed=tuple(signature for _, signature in held),
        too_many_iterations=len(hashed) > len(usable),
        failed=failed,
    )


def _proving(authority: Section, zone: Name) -> Iterator[RRset]:
    found = authority.rrsets(RdataType.NSEC, RdataType.NSEC3)
    return islice((one for one in found if one.name.is_subdomain(zone)), MOST_RECORDS)


def _nsec(zone: Name, held: Sequence[RRset]) -> NsecProof | None:
    records = [(rrset.name, one) for rrset in held for one in rrset if isinstance(one, NSEC)]
    return NsecProof(zone, records) if records else None


def _hashed(rrset: RRset) -> Iterator[tuple[bytes, NSEC3]]:
    """The records that can be used, each with its owner's hash (RFC 5155, 8.1 and 8.2)."""
    owner = owner_hash(rrset.name)
    for one in rrset:
        if not isinstance(one, NSEC3) or owner is None or one.iterations > MOST_ITERATIONS:
            continue
        if one.algorithm == NSEC3Hash.SHA1 and not one.flags & ~OPT_OUT:
            yield owner, one


def _nsec3(zone: Name, usable: Sequence[tuple[bytes, NSEC3]]) -> Nsec3Proof | None:
    """Those with the parameters of the first: in one answer all have the same (RFC 5155, 8.2)."""
    if not usable:
        return None
    wanted = (usable[0][1].iterations, usable[0][1].salt)
    return Nsec3Proof(zone, [one for one in usable if (one[1].iterations, one[1].salt) == wanted])
