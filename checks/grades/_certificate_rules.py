"""What keys and certificates do to a grade: T for what is not trusted, M for another name."""

from collections.abc import Iterator

from checks.cert._chains import relied_on
from checks.cert.hostname import matches
from checks.facts import Absent, CertificateChain, NotTested, TlsFacts
from checks.facts.tls import TrustProblem
from checks.grades._rulings import Letter, Ruling, Unknown, cap, unknown
from checks.grades._scores import certificate_strength, key_strengths
from checks.model import Text
from checks.tls._groups import strength
from checks.tls._key_exchange import key_exchange_of

WEAK_BITS = 2048
INSECURE_BITS = 1024
PROBLEMS: dict[TrustProblem, Text] = {
    "self_signed": Text(vi="chứng thư số tự ký", en="the certificate is self-signed"),
    "unknown_issuer": Text(
        vi="chứng thư số do tổ chức không được tin cậy cấp", en="the certificate's issuer is not trusted"
    ),
    "expired": Text(vi="chứng thư số đã hết hạn", en="the certificate has expired"),
    "not_yet_valid": Text(vi="chứng thư số chưa có hiệu lực", en="the certificate is not yet valid"),
    "incomplete": Text(
        vi="không xác thực được vì chuỗi chứng thư số có vẻ thiếu",
        en="the chain cannot be verified, for it seems to be incomplete",
    ),
    "invalid": Text(vi="chuỗi chứng thư số không hợp lệ", en="the certificate chain is not valid"),
    "other": Text(vi="chuỗi chứng thư số không được tin cậy", en="the certificate chain is not trusted"),
}
BROKEN = {"md2", "md4", "md5"}
INCOMPLETE = cap("B", "chuỗi chứng thư số thiếu", "the certificate chain is incomplete")


def key_rulings(tls: TlsFacts) -> Iterator[Ruling]:
    """2009e and 2009j: keys and parameters below 2048 bits cap at B, below 1024 at F, as RSA counts bits."""
    yield from _untested_keys(tls)
    weakest = min(key_strengths(tls))
    if weakest < WEAK_BITS:
        letter: Letter = "F" if weakest < INSECURE_BITS else "B"
        vi = f"khóa hoặc tham số yếu, chỉ tương đương RSA {weakest} bit"
        yield cap(letter, vi, f"a key or parameter is weak, no stronger than RSA of {weakest} bits")


def _untested_keys(tls: TlsFacts) -> Iterator[Unknown]:
    exchange = key_exchange_of(tls)
    if exchange.groups is None:
        yield unknown("nhóm trao đổi khóa", "the key exchange groups")
    if exchange.primes is None:
        yield unknown("tham số Diffie-Hellman", "the Diffie-Hellman parameters")
    for name in exchange.groups or ():
        if strength(name) is None:
            yield unknown(f"độ mạnh của nhóm {name}", f"the strength of group {name}")
    for leaf in (chain.certificates[0] for chain in tls.chains if chain.certificates):
        if certificate_strength(leaf) is None:
            yield unknown(f"độ mạnh của khóa {leaf.key_type}", f"the strength of a {leaf.key_type} key")


def certificate_rulings(tls: TlsFacts, host: str) -> Iterator[Ruling]:
    """Every chain counts."""
    for chain in tls.chains:
        if chain.certificates:
            yield from _trust(chain)
            yield from _name(chain, host)
            yield from _signatures(chain)
            yield from _revocation(chain)
            yield from _arrangement(chain)


def _trust(chain: CertificateChain) -> Iterator[Ruling]:
    if chain.trusted is None:
        yield unknown("độ tin cậy của chứng thư số", "trust in the certificate")
    elif not chain.trusted:
        reason = PROBLEMS[chain.trust_problem or "other"]
        yield cap("T", reason.vi, reason.en)


def _name(chain: CertificateChain, host: str) -> Iterator[Ruling]:
    if not matches(chain.certificates[0], host):
        yield cap("M", f"chứng thư số không cấp cho {host}", f"the certificate is not for {host}")


def _signatures(chain: CertificateChain) -> Iterator[Ruling]:
    """2009e: MD2 and MD5, F. January 2017: SHA-1 is not trusted, T. Signatures of roots vouch for nothing."""
    hashes = {
        (certificate.signature_hash or "").replace("-", "")
        for certificate in relied_on(chain)
        if not certificate.self_signed
    }
    if hashes & BROKEN:
        yield cap("F", "chứng thư số ký bằng MD5 hoặc cũ hơn", "a certificate is signed with MD5 or older")
    if "sha1" in hashes:
        yield cap("T", "chứng thư số ký bằng SHA-1", "a certificate is signed with SHA-1")


def _revocation(chain: CertificateChain) -> Iterator[Ruling]:
    if chain.certificates[0].self_signed or isinstance(chain.revocation, Absent):
        return
    if isinstance(chain.revocation, NotTested) or chain.revocation.status == "unknown":
        yield unknown("trạng thái thu hồi của chứng thư số", "whether the certificate was revoked")
    elif chain.revocation.status == "revoked":
        yield cap("T", "chứng thư số đã bị thu hồi", "the certificate has been revoked")


def _arrangement(chain: CertificateChain) -> Iterator[Ruling]:
    """2009i: an incomplete chain caps at B, trust apart. Surplus and order don't count."""
    if chain.trust_problem == "incomplete" or "missing_intermediate" in (chain.arrangement or ()):
        yield INCOMPLETE
    elif chain.trusted and chain.arrangement is None:
        yield unknown("chuỗi chứng thư số có đủ hay không", "whether the chain is complete")
