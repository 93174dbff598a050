"""Dates that are over, not yet come, or of no use to the path."""

from benchmarks.accuracy.host import Host, Truth
from benchmarks.accuracy.root import ROOT
from benchmarks.accuracy.serving import BAD, GOOD, GOOD_CERTIFICATE, SUB, Making, Sent, by_nginx, sending
from tests.scanner.probes.authority import DAY, Issued, Wanted, authority, issue, leaf, new_key, now
from tests.scanner.probes.tls.certificates.spoiling import generalized, signed_again, utc, with_dates

KIND = "dates"
DATED = {"cert.hostname": GOOD, "cert.key": GOOD, "cert.signature": GOOD, "cert.expiry": BAD}


def _host(name: str, make: Making, truth: dict[str, Truth], words: str = "", root: Issued = ROOT) -> Host:
    said = {"cert.expiry": words} if words else {}
    return Host(kind=KIND, name=name, serve=by_nginx(make, root=root), truth=truth, words=said)


def _own(wanted: Wanted) -> Making:
    return lambda folder: (issue(SUB, wanted).write(folder, "own"),)


def _under(issuer: Issued, *behind: Sent, first: tuple[Sent, ...] = ()) -> Making:
    """A good leaf, then ``first``, what is above it, and what else is sent."""

    def make() -> tuple[Issued, tuple[Sent, ...]]:
        own = leaf(issuer)
        return own, (own, *first, *own.chain[1:], *behind)

    return sending(make)


def _of_one_key(begin_and_end: dict[str, object]) -> tuple[Issued, Issued]:
    """Two certificates of one intermediate: a good one, and another with these dates."""
    key = new_key()
    good = authority(ROOT, "Accuracy Renewed CA", key=key)
    return good, authority(ROOT, "Accuracy Renewed CA", key=key, **begin_and_end)


def _written(begin: bytes, end: bytes) -> Making:
    def make() -> tuple[Issued, tuple[Sent, ...]]:
        own = leaf(SUB)
        return own, (signed_again(own, with_dates(begin, end)), SUB)

    return sending(make)


def _over_beside_cross() -> tuple[Issued, tuple[Sent, ...]]:
    """What is over is the leaf; that of a certificate of no use tells nothing."""
    own = leaf(SUB, begin=-40 * DAY, end=-3 * DAY)
    return own, (own, SUB, CROSS)


YEAR = (now() - 3 * DAY).year
RENEWED, EXPIRED_TWIN = _of_one_key({"begin": -400 * DAY, "end": -20 * DAY})
OLD_SUB = authority(ROOT, "Accuracy Old CA", begin=-400 * DAY, end=-9 * DAY)
ENDING_SUB = authority(ROOT, "Accuracy Ending CA", end=9 * DAY)
OLD_ROOT = authority(name="Accuracy Old Root", begin=-4000 * DAY, end=-70 * DAY)
CROSS = authority(OLD_ROOT, "Accuracy Root", key=ROOT.key, begin=-3000 * DAY, end=-700 * DAY)
# Another certificate of what is on the path may come along: cert.chain has no say in it.
BESIDE = {check: truth for check, truth in GOOD_CERTIFICATE.items() if check != "cert.chain"}
ENDING = {**GOOD_CERTIFICATE, "cert.expiry": BAD}
NEVER = _written(utc("260101000000Z"), generalized("99991231235959Z"))
HOSTS = (
    _host("leaf-over", _own(Wanted(begin=-40 * DAY, end=-3 * DAY)), DATED, "The certificate expired"),
    _host("leaf-not-yet", _own(Wanted(begin=DAY, end=50 * DAY)), DATED),
    _host("leaf-ends-in-12-days", _own(Wanted(begin=-50 * DAY, end=12 * DAY)), ENDING),
    _host("leaf-over-beside-an-older-cross-sign", sending(_over_beside_cross), DATED, str(YEAR)),
    _host("intermediate-over", _under(OLD_SUB), DATED, "ntermediate"),
    _host("intermediate-ends-in-9-days", _under(ENDING_SUB), ENDING, "ntermediate"),
    _host("root-over-and-not-sent", _under(authority(OLD_ROOT, "Sub")), DATED, "oot", root=OLD_ROOT),
    _host("over-twin-before-the-good-one", _under(RENEWED, first=(EXPIRED_TWIN,)), BESIDE),
    _host("over-cross-sign-behind", _under(SUB, CROSS), BESIDE),
    _host("until-9999", NEVER, dict(GOOD_CERTIFICATE)),
)
