"""Caps by keys, by what was negotiated and by known flaws."""

from collections.abc import Iterator

from checks.facts import Absent, NotTested, TlsFacts
from checks.grades._model import Cap, Finding, Gap, Letter, cap, gap
from checks.grades._scores import certificate_strength, key_strengths
from checks.tls._groups import strength
from checks.tls._key_exchange import key_exchange_of

WEAK_BITS = 2048
INSECURE_BITS = 1024
Answer = bool | Absent | NotTested

HEARTBLEED = cap("F", "bị lỗ hổng Heartbleed", "the server is vulnerable to Heartbleed")
CCS_INJECTION = cap("F", "bị lỗ hổng CCS injection", "the server is vulnerable to CCS injection")
ROBOT = cap("F", "bị lỗ hổng ROBOT", "the server is vulnerable to ROBOT")
COMPRESSION = cap("C", "nén ở tầng TLS (CRIME)", "TLS compression is on (CRIME)")
NO_SECURE_RENEGOTIATION = cap(
    "A-", "không hỗ trợ thỏa thuận lại an toàn", "secure renegotiation is not supported"
)
INSECURE_RENEGOTIATION = cap(
    "F", "cho phép thỏa thuận lại không an toàn", "insecure renegotiation is allowed"
)


def flaw_findings(tls: TlsFacts) -> Iterator[Finding]:
    """Known flaws and compression, 2009j."""
    flaws = tls.vulnerabilities
    robot = flaws.robot != "none" if isinstance(flaws.robot, str) else flaws.robot
    yield from _ruled(flaws.heartbleed, HEARTBLEED, gap("lỗ hổng Heartbleed", "Heartbleed"))
    yield from _ruled(flaws.ccs_injection, CCS_INJECTION, gap("lỗ hổng CCS injection", "CCS injection"))
    yield from _ruled(robot, ROBOT, gap("lỗ hổng ROBOT", "ROBOT"))
    compression = tls.negotiation.compression
    yield from _ruled(compression, COMPRESSION, gap("nén ở tầng TLS", "TLS compression"))


def renegotiation_findings(tls: TlsFacts) -> Iterator[Finding]:
    """2009e: without RFC 5746 a warning (A-). 2009c: open to clients besides, it is insecure (F)."""
    secure, by_client = tls.negotiation.secure_renegotiation, tls.negotiation.client_renegotiation
    if isinstance(secure, NotTested):
        yield gap("thỏa thuận lại an toàn", "secure renegotiation")
    if secure is False:
        name = gap("thỏa thuận lại do máy khách khởi động", "renegotiation started by the client")
        yield NO_SECURE_RENEGOTIATION
        yield from _ruled(by_client, INSECURE_RENEGOTIATION, name)


def key_findings(tls: TlsFacts) -> Iterator[Finding]:
    """2009e and 2009j: keys and parameters below 2048 bits cap at B, below 1024 at F, as RSA counts bits."""
    yield from _untested_keys(tls)
    weakest = min(key_strengths(tls))
    if weakest < WEAK_BITS:
        letter: Letter = "F" if weakest < INSECURE_BITS else "B"
        vi = f"khóa hoặc tham số yếu, chỉ tương đương RSA {weakest} bit"
        yield cap(letter, vi, f"a key or parameter is weak, no stronger than RSA of {weakest} bits")


def _untested_keys(tls: TlsFacts) -> Iterator[Gap]:
    exchange = key_exchange_of(tls)
    if exchange.groups is None:
        yield gap("nhóm trao đổi khóa", "the key exchange groups")
    if exchange.primes is None:
        yield gap("tham số Diffie-Hellman", "the Diffie-Hellman parameters")
    for name in exchange.groups or ():
        if strength(name) is None:
            yield gap(f"độ mạnh của nhóm {name}", f"the strength of group {name}")
    for leaf in (chain.certificates[0] for chain in tls.chains if chain.certificates):
        if certificate_strength(leaf) is None:
            yield gap(f"độ mạnh của khóa {leaf.key_type}", f"the strength of a {leaf.key_type} key")


def _ruled(answer: Answer, found: Cap, name: Gap) -> Iterator[Finding]:
    if isinstance(answer, NotTested):
        yield name
    elif answer is True:
        yield found
