"""What versions, suites and known flaws do to a grade.

SSL Labs judges some suites by what clients negotiate, not by what is on offer, and simulates some sixty of
them. Here one stands for them: it takes any suite that browsers have ever had, and prefers the best. Where
the server leaves the choice to it, it gets its best; where the server chooses, the server's first; where that
is not known, any.
"""

from collections.abc import Callable, Iterator

from checks.facts import Absent, NotTested, ProtocolScan, ProtocolVersion, TlsFacts
from checks.grades._rulings import Cap, Ruling, Unknown, cap, unknown
from checks.grades._scores import cipher_bits, suite_names
from checks.tls._suites import Trait, is_aead, is_forward_secret, parse, traits
from checks.tls._versions import untested

V = ProtocolVersion
OLDER_THAN_TLS_1_2 = (V.TLS_1_0, V.TLS_1_1)
AGES = list(ProtocolVersion)
MODERN = AGES[AGES.index(ProtocolVersion.TLS_1_1) :]  # the guide's "TLS 1.1 and newer"
INSECURE_BITS = 112  # anything below
ORDER = unknown("thứ tự ưu tiên bộ mật mã", "the order of the cipher suites")
RC4_IN_USE = cap("C", "dùng RC4 với TLS 1.1 trở lên", "RC4 is used with TLS 1.1 or newer")
SMALL_BLOCKS_IN_USE = cap(
    "C",
    "dùng mật mã khối 64 bit với TLS 1.1 trở lên (Sweet32)",
    "64-bit blocks are used with TLS 1.1 or newer (Sweet32)",
)
NO_FORWARD_SECRECY = cap("B", "không có bảo mật chuyển tiếp", "there is no forward secrecy")
NO_AEAD = cap("B", "không có mã hóa xác thực (AEAD)", "there is no authenticated encryption (AEAD)")
NEVER_IN_BROWSERS = {Trait.NULL, Trait.EXPORT, Trait.ANONYMOUS, Trait.DES}
SMALL_BLOCKS = {"3DES", "EDE3", "DES", "DES40", "IDEA", "RC2", "MAGMA", "28147"}  # 64 bits: Sweet32
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


def version_rulings(tls: TlsFacts) -> Iterator[Ruling]:
    """2009c (SSL 2), 2009h and 2009i (SSL 3), 2009j (TLS 1.2), 2009q (TLS 1.0 and 1.1), 2009r (TLS 1.3)."""
    accepted = {scan.version for scan in tls.accepted}
    yield from (unknown(f"phiên bản {scan.version}", f"version {scan.version}") for scan in untested(tls))
    if V.SSL_2 in accepted:
        yield cap("F", "chấp nhận SSL 2", "SSL 2 is accepted")
    if V.SSL_3 in accepted:
        yield from _ssl_3(tls)
    for version in OLDER_THAN_TLS_1_2:
        if version in accepted:
            yield cap("B", f"chấp nhận {version}", f"{version} is accepted")
    if _are_refused(tls, V.TLS_1_2, V.TLS_1_3):
        yield cap("C", "không có TLS 1.2 trở lên", "there is no TLS 1.2 or newer")
    if _are_refused(tls, V.TLS_1_3):
        yield cap("A-", "không có TLS 1.3", "there is no TLS 1.3")


def _ssl_3(tls: TlsFacts) -> Iterator[Cap]:
    yield cap("B", "chấp nhận SSL 3", "SSL 3 is accepted")
    scan = tls.protocol(V.SSL_3)
    if scan and any(parse(suite.name).mode == "CBC" for suite in scan.suites):
        yield cap("C", "SSL 3 với chế độ CBC (POODLE)", "SSL 3 with CBC suites (POODLE)")
    if _are_refused(tls, *OLDER_THAN_TLS_1_2, V.TLS_1_2, V.TLS_1_3):
        yield cap("F", "không có phiên bản nào mới hơn SSL 3", "there is nothing newer than SSL 3")


def _are_refused(tls: TlsFacts, *versions: ProtocolVersion) -> bool:
    scans = [tls.protocol(version) for version in versions]
    return all(scan is not None and scan.status == "refused" for scan in scans)


def suite_rulings(tls: TlsFacts) -> Iterator[Ruling]:
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


def _untested(tls: TlsFacts, names: tuple[str, ...]) -> Iterator[Ruling]:
    for scan in tls.accepted:
        if not scan.suites:
            yield unknown(f"bộ mật mã của {scan.version}", f"the cipher suites of {scan.version}")
    for name in names:
        if cipher_bits(tls, name) is None:
            yield unknown(f"độ mạnh của {name}", f"the strength of {name}")


def _insecure(tls: TlsFacts, names: tuple[str, ...]) -> Iterator[Cap]:
    """Export suites set the grade to F since FREAK, ciphers below 112 bits since January 2017."""
    suite_traits = {trait for name in names for trait in traits(name)}
    sizes = [cipher_bits(tls, name) for name in names]
    if Trait.EXPORT in suite_traits:
        yield cap("F", "có bộ mật mã EXPORT (FREAK)", "export suites are accepted (FREAK)")
    if Trait.ANONYMOUS in suite_traits:
        yield cap("F", "có bộ mật mã không xác thực máy chủ", "anonymous suites are accepted")
    if any(bits is not None and bits < INSECURE_BITS for bits in sizes):
        yield cap("F", "có bộ mật mã dưới 112 bit", "suites below 112 bits are accepted")


def _when(scan: ProtocolScan, has: Callable[[str], bool], ruling: Cap) -> Iterator[Ruling]:
    """The cap when a browser gets such a suite; unknown when nobody can tell whether it does."""
    if scan.suites:
        answer = negotiates(scan, has)
        yield from () if answer is False else (ORDER if answer is None else ruling,)


def flaw_rulings(tls: TlsFacts) -> Iterator[Ruling]:
    """Known flaws and compression, 2009j."""
    flaws = tls.vulnerabilities
    robot = flaws.robot != "none" if isinstance(flaws.robot, str) else flaws.robot
    yield from _ruled(flaws.heartbleed, HEARTBLEED, unknown("lỗ hổng Heartbleed", "Heartbleed"))
    yield from _ruled(flaws.ccs_injection, CCS_INJECTION, unknown("lỗ hổng CCS injection", "CCS injection"))
    yield from _ruled(robot, ROBOT, unknown("lỗ hổng ROBOT", "ROBOT"))
    compression = tls.negotiation.compression
    yield from _ruled(compression, COMPRESSION, unknown("nén ở tầng TLS", "TLS compression"))


def renegotiation_rulings(tls: TlsFacts) -> Iterator[Ruling]:
    """2009e: without RFC 5746 a warning (A-). 2009c: open to clients besides, it is insecure (F)."""
    secure, by_client = tls.negotiation.secure_renegotiation, tls.negotiation.client_renegotiation
    if isinstance(secure, NotTested):
        yield unknown("thỏa thuận lại an toàn", "secure renegotiation")
    if secure is False:
        name = unknown("thỏa thuận lại do máy khách khởi động", "renegotiation started by the client")
        yield NO_SECURE_RENEGOTIATION
        yield from _ruled(by_client, INSECURE_RENEGOTIATION, name)


def _ruled(answer: Answer, ruling: Cap, name: Unknown) -> Iterator[Ruling]:
    if isinstance(answer, NotTested):
        yield name
    elif answer is True:
        yield ruling


def negotiates(scan: ProtocolScan, has: Callable[[str], bool]) -> bool | None:
    """Whether what a browser gets in this version has a property; None when that depends on the order."""
    answers = {has(name) for name in _candidates(scan)}
    return answers.pop() if len(answers) == 1 else None


def is_rc4(name: str) -> bool:
    """Whether a suite encrypts with RC4."""
    return Trait.RC4 in traits(name)


def has_small_blocks(name: str) -> bool:
    """Whether a suite's cipher has blocks of 64 bits."""
    return bool(parse(name).tokens & SMALL_BLOCKS)


def _candidates(scan: ProtocolScan) -> list[str]:
    names = [suite.name for suite in scan.suites]
    usual = [name for name in names if not NEVER_IN_BROWSERS.intersection(traits(name))] or names
    if scan.server_order is None:
        return usual
    return usual[:1] if scan.server_order else sorted(usual, key=_badness)[:1]


def _badness(name: str) -> tuple[bool, ...]:
    return is_rc4(name), has_small_blocks(name), not is_forward_secret(name), not is_aead(name)
