"""Caps by cipher suite."""

from collections.abc import Callable, Iterator

from checks.facts import ProtocolScan, ProtocolVersion, TlsFacts
from checks.grades._browser import has_small_blocks, is_rc4, negotiates
from checks.grades._model import Cap, Finding, cap, gap
from checks.grades._scores import cipher_bits, suite_names
from checks.tls._suites import Trait, is_aead, is_forward_secret, traits

AGES = list(ProtocolVersion)
MODERN = AGES[AGES.index(ProtocolVersion.TLS_1_1) :]  # the guide's "TLS 1.1 and newer"
INSECURE_BITS = 112  # anything below
ORDER = gap("thứ tự ưu tiên bộ mật mã", "the order of the cipher suites")
RC4_IN_USE = cap("C", "dùng RC4 với TLS 1.1 trở lên", "RC4 is used with TLS 1.1 or newer")
SMALL_BLOCKS_IN_USE = cap(
    "C",
    "dùng mật mã khối 64 bit với TLS 1.1 trở lên (Sweet32)",
    "64-bit blocks are used with TLS 1.1 or newer (Sweet32)",
)
NO_FORWARD_SECRECY = cap("B", "không có bảo mật chuyển tiếp", "there is no forward secrecy")
NO_AEAD = cap("B", "không có mã hóa xác thực (AEAD)", "there is no authenticated encryption (AEAD)")


def suite_findings(tls: TlsFacts) -> Iterator[Finding]:
    """2009i to 2009k (RC4), the blogs of 2017 (below 112 bits, 64-bit blocks) and 2018 (secrecy, AEAD)."""
    names = suite_names(tls)
    yield from _untested(tls, names)
    yield from _insecure(tls, names)
    if any(map(is_rc4, names)):
        yield cap("B", "chấp nhận RC4", "RC4 is accepted")
    if all(map(is_rc4, names)) and all(scan.suites for scan in tls.accepted):
        yield cap("F", "chỉ có RC4", "there is nothing but RC4")
    for scan in tls.accepted:
        if scan.version in MODERN:
            yield from _when(scan, is_rc4, RC4_IN_USE)
            yield from _when(scan, has_small_blocks, SMALL_BLOCKS_IN_USE)
    newest = max(tls.accepted, key=lambda scan: AGES.index(scan.version))
    yield from _when(newest, lambda name: not is_forward_secret(name), NO_FORWARD_SECRECY)
    yield from _when(newest, lambda name: not is_aead(name), NO_AEAD)


def _untested(tls: TlsFacts, names: tuple[str, ...]) -> Iterator[Finding]:
    for scan in tls.accepted:
        if not scan.suites:
            yield gap(f"bộ mật mã của {scan.version}", f"the cipher suites of {scan.version}")
    for name in names:
        if cipher_bits(tls, name) is None:
            yield gap(f"độ mạnh của {name}", f"the strength of {name}")


def _insecure(tls: TlsFacts, names: tuple[str, ...]) -> Iterator[Cap]:
    """Export suites set the grade to F since FREAK, ciphers below 112 bits since January 2017."""
    found = {trait for name in names for trait in traits(name)}
    sizes = [cipher_bits(tls, name) for name in names]
    if Trait.EXPORT in found:
        yield cap("F", "có bộ mật mã EXPORT (FREAK)", "export suites are accepted (FREAK)")
    if Trait.ANONYMOUS in found:
        yield cap("F", "có bộ mật mã không xác thực máy chủ", "anonymous suites are accepted")
    if any(bits is not None and bits < INSECURE_BITS for bits in sizes):
        yield cap("F", "có bộ mật mã dưới 112 bit", "suites below 112 bits are accepted")


def _when(scan: ProtocolScan, has: Callable[[str], bool], found: Cap) -> Iterator[Finding]:
    """The cap when a browser gets such a suite; a gap when nobody can tell whether it does."""
    if scan.suites:
        answer = negotiates(scan, has)
        yield from () if answer is False else (ORDER if answer is None else found,)
