"""Which suites are offered, and in which order.

Lists are offered in turn with the weakest and with the strongest suite first, so that a server that follows
its client gives itself away. ChaCha20 stands between AES 128 and AES 256, never first in a whole list:
OpenSSL may then move it up in the server's order.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from scanner.probes.tls.wire import codes
from scanner.probes.tls.wire.codes import Version

LONGEST_CONSERVATIVE = 64  # suites; some middleboxes drop a hello that holds more
BROKEN = ("NULL", "anon", "EXPORT", "RC4", "DES", "RC2", "MD5")
WITHOUT_CERTIFICATE = ("anon", "PSK", "SRP_SHA_WITH", "KRB5", "WITH_NULL_NULL")
AEAD_MODES = ("GCM", "POLY1305", "CCM")
ONLY_TLS_1_2 = ("SHA256", "SHA384", "CCM", "CCM_8")  # how names of suites that need it end (RFC 5246, A.5)


@cache
def offerable_suites(version: Version) -> tuple[int, ...]:
    """The suites that may be offered in a version, weakest first."""
    return tuple(sorted((code for code in codes.suites() if _is_offerable(code, version)), key=_strength))


def ordered(suites: Iterable[int], turn: int) -> list[int]:
    """The suites in the order of one turn: weakest first, then strongest first, and so on."""
    return sorted(suites, key=_places().__getitem__, reverse=turn % 2 == 1)


def shows_certificate(code: int) -> bool:
    """Whether a server that chooses this suite shows a certificate."""
    name = codes.suite(code).name
    return not any(exchange in name for exchange in WITHOUT_CERTIFICATE) or "RSA_PSK" in name


def chunks(suites: Sequence[int], *, conservative: bool) -> list[list[int]]:
    """All at once, or parts short enough for conservative hellos, the strongest suites first."""
    if not conservative:
        return [list(suites)]
    strongest = ordered(suites, 1)
    return [
        strongest[start : start + LONGEST_CONSERVATIVE]
        for start in range(0, len(strongest), LONGEST_CONSERVATIVE)
    ]


def follows_client_order(chosen: Sequence[int]) -> bool:
    """Whether every choice, out of what was left at each turn, was the first one that the server accepts."""
    return all(code == ordered(chosen[turn:], turn)[0] for turn, code in enumerate(chosen))


@cache
def _places() -> dict[int, int]:
    """Of each suite that there is, among all by their strength."""
    return {code: place for place, code in enumerate(sorted(codes.suites(), key=_strength))}


def _strength(code: int) -> tuple[int, int, int]:
    """Forward secrecy and authenticated encryption count most; what is broken comes last."""
    suite = codes.suite(code)
    forward_secret = any(exchange in suite.name for exchange in ("ECDHE", "_DHE_"))
    aead = forward_secret and any(mode in suite.name for mode in AEAD_MODES)
    rank = 0 if any(trait in suite.name for trait in BROKEN) else 1 + forward_secret + 2 * aead
    return rank, 192 if "CHACHA20" in suite.name else suite.key_size, code


def _is_offerable(code: int, version: Version) -> bool:
    if version == Version.TLS_1_3:
        return codes.is_tls_1_3(code)
    needs_tls_1_2 = codes.suite(code).name.endswith(ONLY_TLS_1_2)
    return not codes.is_tls_1_3(code) and (version == Version.TLS_1_2 or not needs_tls_1_2)
