"""Lists of certificates that lack something, hold too much, or cost a careless verifier hours."""

from collections.abc import Callable

from benchmarks.accuracy.host import Host, Truth
from benchmarks.accuracy.root import ROOT
from benchmarks.accuracy.serving import (
    BAD,
    GOOD,
    GOOD_CERTIFICATE,
    SUB,
    Sent,
    by_nginx,
    sending,
)
from tests.scanner.probes.authority import Issued, authority, leaf, new_key

Making = Callable[[], tuple[Issued, tuple[Sent, ...]]]
UNTRUSTED = {"cert.hostname": GOOD, "cert.expiry": GOOD, "cert.trusted": BAD}
NOT_IN_ORDER = {**GOOD_CERTIFICATE, "cert.chain": BAD}
STRANGERS = tuple(authority(name=f"Stranger {number}", organization="Strangers") for number in range(40))
MISSING = {"cert.trusted": "leaves out an intermediate"}
UNKNOWN = {"cert.trusted": "browsers do not trust"}
SELF_SIGNED = {"cert.trusted": "self-signed"}


def _host(
    kind: str, name: str, make: Making, truth: dict[str, Truth], words: dict[str, str] | None = None
) -> Host:
    return Host(kind=kind, name=name, serve=by_nginx(sending(make)), truth=truth, words=words or {})


def _alone(issuer: Issued) -> Making:
    """The leaf without what is above it."""

    def make() -> tuple[Issued, tuple[Sent, ...]]:
        own = leaf(issuer)
        return own, (own,)

    return make


def _listed(*above: Sent, issuer: Issued = SUB) -> Making:
    def make() -> tuple[Issued, tuple[Sent, ...]]:
        own = leaf(issuer)
        return own, (own, *above)

    return make


def _two_levels() -> tuple[Issued, tuple[Sent, ...]]:
    upper = authority(ROOT, "Accuracy Upper CA")
    lower = authority(upper, "Accuracy Lower CA")
    own = leaf(lower)
    return own, (own, upper, lower)


def _one_gap_in_the_middle() -> tuple[Issued, tuple[Sent, ...]]:
    lower = authority(authority(ROOT, "Accuracy Upper CA"), "Accuracy Lower CA")
    own = leaf(lower)
    return own, (own, lower)


def _of_one_name(number: int, right: int) -> Making:
    """Authorities of one name with keys of their own, of which one has issued the leaf, under the root."""

    def make() -> tuple[Issued, tuple[Sent, ...]]:
        made = [authority(ROOT if place == right else None, "Same") for place in range(number)]
        own = leaf(made[right])
        return own, (own, *made)

    return make


def _of_one_key(number: int) -> Making:
    """Self-issued authorities that all certify each other, and nobody the first."""

    def make() -> tuple[Issued, tuple[Sent, ...]]:
        key = new_key()
        made = [authority(name="Same", key=key) for _ in range(number)]
        own = leaf(made[0])
        return own, (own, *made)

    return make


def _self_signed() -> tuple[Issued, tuple[Sent, ...]]:
    own = leaf(None)
    return own, (own,)


INCOMPLETE, PATHS, LONG = "missing intermediates", "paths that branch", "long lists"
UNNAMED_ROOT = authority(name="NOIBO-ROOT", organization=None)
UNNAMED = authority(UNNAMED_ROOT, "NOIBO-CA-7", organization=None)
ENCRYPT = authority(name="R13", organization="Let's Encrypt")
HOSTS = (
    _host(INCOMPLETE, "internal-intermediate-missing", _alone(SUB), UNTRUSTED, MISSING),
    Host(
        kind=INCOMPLETE,
        name="internal-intermediate-without-organization-missing",
        serve=by_nginx(sending(_alone(UNNAMED)), root=UNNAMED_ROOT),
        truth=UNTRUSTED,
        words=MISSING,
    ),
    _host(INCOMPLETE, "upper-of-two-missing", _one_gap_in_the_middle, UNTRUSTED, MISSING),
    _host(INCOMPLETE, "let's-encrypt-missing", _alone(ENCRYPT), UNTRUSTED, MISSING),
    _host(INCOMPLETE, "unknown-authority", _alone(STRANGERS[0]), UNTRUSTED, UNKNOWN),
    _host(INCOMPLETE, "self-signed", _self_signed, UNTRUSTED, SELF_SIGNED),
    _host(LONG, "upper-before-lower", _two_levels, NOT_IN_ORDER),
    _host(LONG, "intermediate-in-14th-place", _listed(*STRANGERS[:12], SUB), NOT_IN_ORDER),
    _host(LONG, "28-strangers-behind", _listed(SUB, *STRANGERS[:28]), NOT_IN_ORDER),
    _host(LONG, "intermediate-twice", _listed(SUB, SUB), NOT_IN_ORDER),
    _host(PATHS, "9-of-one-name-the-7th-right", _of_one_name(9, 6), NOT_IN_ORDER),
    _host(PATHS, "8-of-one-name-and-key", _of_one_key(8), UNTRUSTED),
)
