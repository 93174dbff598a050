"""Whether the answers about a host are signed, from a trust anchor down (RFC 4033 to 4035)."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from checks.facts.extent import DETAIL_LENGTH, Unseen
from checks.model import Frozen, Reason

SecurityState = Literal["secure", "insecure", "bogus", "indeterminate"]  # RFC 4033, section 5


class DnssecError(StrEnum):
    """What is wrong, or keeps a zone insecure, by the names of RFC 8914, section 4."""

    UNSUPPORTED_ALGORITHM = "unsupported_dnskey_algorithm"
    UNSUPPORTED_DIGEST = "unsupported_ds_digest_type"
    BAD_SIGNATURE = "dnssec_bogus"
    EXPIRED = "signature_expired"
    NOT_YET_VALID = "signature_not_yet_valid"
    NO_DNSKEY = "dnskey_missing"
    NO_RRSIG = "rrsigs_missing"
    NO_ZONE_KEY = "no_zone_key_bit_set"
    NO_PROOF = "nsec_missing"
    TOO_MANY_ITERATIONS = "unsupported_nsec3_iterations_value"

    @property
    def code(self) -> int:
        """The extended DNS error's INFO-CODE."""
        return _CODES[self]


_CODES = {
    DnssecError.UNSUPPORTED_ALGORITHM: 1,
    DnssecError.UNSUPPORTED_DIGEST: 2,
    DnssecError.BAD_SIGNATURE: 6,
    DnssecError.EXPIRED: 7,
    DnssecError.NOT_YET_VALID: 8,
    DnssecError.NO_DNSKEY: 9,
    DnssecError.NO_RRSIG: 10,
    DnssecError.NO_ZONE_KEY: 11,
    DnssecError.NO_PROOF: 12,
    DnssecError.TOO_MANY_ITERATIONS: 27,
}


class SignedThing(Frozen):
    """What is judged, a zone or an answer: how safe it is, and by what."""

    state: SecurityState
    error: DnssecError | None = None
    reason: Reason | None = None  # why it is indeterminate
    detail: str = Field(default="", max_length=DETAIL_LENGTH)
    algorithms: tuple[int, ...] = ()  # of the signatures that hold; of a zone, of its DS records and keys too
    key_tags: tuple[int, ...] = ()  # likewise
    expires: datetime | None = None  # UTC: the first of its signatures to go out of date


class ZoneSecurity(SignedThing):
    """One zone on the way down from the trust anchor."""

    zone: str
    digests: tuple[int, ...] = ()  # of the DS records (or the anchor) that its keys were found by


class AnswerSecurity(SignedThing):
    """One record set, or the proof that there is none: a link of the host's aliases, or of its zone."""

    name: str
    kind: str  # the type of its records, such as CNAME; of a denial, the type that was asked for
    denied: bool = False
    zone: str | None = None  # that it is in, as far as the way down led
    signed: bool = False  # it bears signatures, whether or not anything leads to their keys


class DnssecFacts(Frozen):
    """Of the host's whole answer, every link of its aliases, and of its zone."""

    kind: Literal["dnssec"] = "dnssec"
    version: Literal[1] = 1
    anchor: str | None = None  # the zone whose trust anchor covers the host
    apex: str | None = None  # of the host's zone; None: not found out
    zones: tuple[ZoneSecurity, ...] = ()  # from the anchors down
    answers: tuple[AnswerSecurity, ...] = ()  # about the host: A and AAAA, every alias on the way
    zone_answer: AnswerSecurity | None = None  # about its zone: the SOA record
    questions: int = 0  # that were needed, those that others had asked too
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen
