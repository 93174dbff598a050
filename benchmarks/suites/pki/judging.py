"""A chain judged as a scan judges it: the probe's verification, then the checks of certificates."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from cryptography import x509

from benchmarks.suites.suite import Answer, Origin, SuiteRun
from checks import judging, profile, registry
from checks.facts import CipherSuite, Facts, NotTested, ProtocolScan, ProtocolVersion, Target, TlsFacts
from checks.model import Outcome, Reason, Verdict
from scanner.probes.tls.certificates import chains
from scanner.probes.tls.certificates.parsing import quietly
from scanner.probes.tls.certificates.presented import PresentedChain

CHECKS = ("cert.trusted", "cert.hostname", "cert.expiry", "cert.key", "cert.signature", "cert.key_usage")
ADDRESS, PORT = "127.0.0.1", 443
SECONDS = 60.0  # for one chain, on a busy machine too; a scan has what is left of its deadline
SUITES = {
    ProtocolVersion.TLS_1_2: (
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    ),
    ProtocolVersion.TLS_1_3: ("TLS_AES_128_GCM_SHA256",),
}
UNASKED = NotTested(reason=Reason.NOT_REQUESTED)
ACCEPT, REFUSE, CANNOT_TELL = "accept", "refuse", "cannot tell"


@dataclass(frozen=True, kw_only=True)
class PkiCase:
    """A chain as it is sent, DER, leaf first, and what a client knows; ``expected``: accept or refuse."""

    name: str
    sent: tuple[bytes, ...]
    roots: tuple[bytes, ...]
    host: str
    expected: str
    moment: datetime


def run(cases: Iterable[PkiCase], origin: Origin) -> SuiteRun:
    """Each case judged."""
    answers = []
    for case in cases:
        answered, why = judged(case)
        answers.append(Answer(case=case.name, expected=case.expected, answered=answered, note=why))
    return SuiteRun(origin=origin, answers=tuple(answers))


def published(sources: Path | None, file: str) -> Path | None:
    """The file of that name which a suite's project publishes, wherever it is in the folder."""
    return next(iter(sorted(sources.rglob(file))), None) if sources else None


def judged(case: PkiCase) -> tuple[str, str]:
    """Accept when no check fails and all could tell; and why not."""
    verdicts = _verdicts(case)
    if failed := [one for one in verdicts if one.outcome is Outcome.FAIL]:
        return REFUSE, _why(failed)
    untold = [one for one in verdicts if one.outcome is Outcome.NOT_TESTED]
    return (CANNOT_TELL, _why(untold)) if untold else (ACCEPT, "")


def _verdicts(case: PkiCase) -> tuple[Verdict, ...]:
    presented = [PresentedChain(certificates=case.sent)]
    found = asyncio.run(chains.judge(presented, _roots(case.roots), case.moment, SECONDS))
    facts = TlsFacts(
        address=ADDRESS,
        port=PORT,
        server_name=case.host,
        protocols=_PROTOCOLS,
        chains=found.chains,
        unseen=found.unseen,
    )
    target = Target(host=case.host, observed_at=case.moment)
    checks = [registry.get(check) for check in CHECKS]
    known = Facts(target=target, dns=UNASKED, reach=UNASKED, tls=facts, http=UNASKED, ports=UNASKED)
    return judging.judge(known, checks, _profile())


_PROTOCOLS = tuple(
    ProtocolScan(
        version=version,
        status="accepted" if version in SUITES else "refused",
        suites=tuple(CipherSuite(name=suite, key_size=128) for suite in SUITES.get(version, ())),
    )
    for version in ProtocolVersion
)


@cache
def _profile() -> profile.Profile:
    return profile.load()


@cache
def _roots(encoded: tuple[bytes, ...]) -> tuple[x509.Certificate, ...]:
    with quietly():
        return tuple(x509.load_der_x509_certificate(der) for der in encoded)


def _why(verdicts: Sequence[Verdict]) -> str:
    return "; ".join(f"{one.check}: {one.evidence.get('detail') or one.summary.en}" for one in verdicts)
