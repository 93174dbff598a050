"""Presented chains as facts: certificates, whether they are trusted, how they are arranged, their SCTs."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from cryptography import x509
from cryptography.x509 import ocsp

from checks.facts import CertificateChain, Part, Unseen
from checks.model import Reason
from scanner.probes.tls.certificates import trust
from scanner.probes.tls.certificates.chain_order import arrangement
from scanner.probes.tls.certificates.describing import describe
from scanner.probes.tls.certificates.issuer_links import IssuerLinks
from scanner.probes.tls.certificates.parsing import MALFORMED, extension, load, quietly
from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.certificates.trust import Trust
from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.records import MalformedError

CHAINS_KEPT = 64
CHAIN_LENGTH = 128  # certificates looked at; whole meshes of cross-signed authorities are smaller
DETAIL_LENGTH = 300
MOST_SCTS = 100  # a log list has far fewer


@dataclass(frozen=True)
class _Moment:
    """Equal to any other of the same minute."""

    minute: datetime
    exact: datetime = field(compare=False)


@dataclass(frozen=True)
class JudgedChains:
    """What is told of the chains, and what of them could not be looked at."""

    chains: tuple[CertificateChain, ...]
    unseen: tuple[Unseen, ...] = ()


async def judge(
    presented: Sequence[PresentedChain],
    extra_roots: Sequence[x509.Certificate],
    moment: datetime,
    seconds: float,
) -> JudgedChains:
    """``judged_chains`` beside the event loop, so that a server's certificates hold up nobody else.

    Nobody waits longer than ``seconds``. The thread cannot be stopped; it ends by itself, since its work is
    bounded by what a first flight holds, and no step of it is long.
    """
    try:
        async with asyncio.timeout(seconds):
            chains = await asyncio.to_thread(lambda: tuple(judged_chains(presented, extra_roots, moment)))
    except TimeoutError:
        return JudgedChains((), (_unseen(Reason.TIMEOUT, "the certificates could not be judged in time"),))
    if len(chains) < len([sent for sent in presented if sent.certificates]):
        return JudgedChains(chains, (_unseen(Reason.UNREADABLE, "what was sent as a certificate is none"),))
    return JudgedChains(chains)


def _unseen(reason: Reason, detail: str) -> Unseen:
    return Unseen(part=Part.TLS_CERTIFICATES, reason=reason, detail=detail)


def judged_chains(
    presented: Iterable[PresentedChain], extra_roots: Sequence[x509.Certificate], moment: datetime
) -> Iterator[CertificateChain]:
    """Each chain whose leaf can be read. One seen before in the same minute is not verified again."""
    now = _Moment(moment.replace(second=0, microsecond=0), moment)
    for sent in presented:
        if sent.certificates and (chain := _judged(sent.certificates, tuple(extra_roots), now)):
            (leaf,) = load(sent.certificates[:1])
            yield chain.model_copy(update={"sct_count": sct_count(leaf.parsed, sent), "met": sent.met})


@lru_cache(maxsize=CHAINS_KEPT)  # a province's portals often share one certificate with a wildcard
def _judged(
    encoded: tuple[bytes, ...], extra_roots: tuple[x509.Certificate, ...], moment: _Moment
) -> CertificateChain | None:
    with quietly():
        return _judged_anew(encoded, extra_roots, moment.exact)


def _judged_anew(
    encoded: tuple[bytes, ...], extra_roots: tuple[x509.Certificate, ...], moment: datetime
) -> CertificateChain | None:
    described = [(one, facts) for one in load(encoded[:CHAIN_LENGTH]) if (facts := describe(one))]
    if not described or described[0][0].der != encoded[0]:
        return None
    sent = [one for one, _ in described]
    links = IssuerLinks([one.parsed for one in sent if one.parsed])
    verdict = trust.verify(sent, links, extra_roots, moment)
    if len(encoded) > CHAIN_LENGTH and verdict.problem in ("unknown_issuer", "incomplete"):
        verdict = Trust(
            trusted=None,
            problem="other",
            detail=f"of {len(encoded)} certificates {CHAIN_LENGTH} were looked at",
        )
    passed_over = len(encoded) - len(links.certificates)
    return CertificateChain(
        certificates=tuple(facts for _, facts in described),
        certificates_sent=len(encoded),
        trusted=verdict.trusted,
        trust_problem=verdict.problem,
        trust_detail=verdict.detail[:DETAIL_LENGTH],
        trusted_by=verdict.trusted_by,
        verified_chain=verdict.verified_chain,
        arrangement=arrangement(links, verdict.problem, passed_over) if sent[0].parsed else None,
    )


def sct_count(leaf: x509.Certificate | None, chain: PresentedChain) -> int:
    """Signed certificate timestamps (RFC 6962, 3.3): in the certificate, in the staple, in the handshake.

    Unreadable ones do not count.
    """
    embedded = extension(leaf, x509.PrecertificateSignedCertificateTimestamps) if leaf else None
    return len(list(embedded or ())) + _stapled_scts(chain.staple) + _handshake_scts(chain.scts)


def _stapled_scts(staple: bytes | None) -> int:
    try:
        extensions = ocsp.load_der_ocsp_response(staple).single_extensions if staple else x509.Extensions([])
        scts = extensions.get_extension_for_class(x509.SignedCertificateTimestamps).value
    except (x509.ExtensionNotFound, *MALFORMED):
        return 0
    return len(list(scts))


def _handshake_scts(content: bytes) -> int:
    try:
        return min(MOST_SCTS, sum(1 for _ in Cursor(Cursor(content).vector(2)).vectors(2))) if content else 0
    except MalformedError:
        return 0
