"""Cipher suites judged by the parts of their IANA names, by Internet.nl's criteria (NCSC-NL's guidelines).

A name says key exchange, authentication, cipher, mode and hash (RFC 5246 appendix C); in TLS 1.3 cipher, mode
and hash only (RFC 8446 appendix B.4); SSL 2 names begin with ``SSL_CK_`` and imply RSA.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

NAMES_KEPT = 1024  # there are some 350 suites
SSL_2_PREFIX = "SSL_CK_"
AEAD = {"GCM", "CCM", "POLY1305"}
STRONG_HASHES = {"SHA256", "SHA384"}
INTEGRITY_ONLY = {"SHA256", "SHA384"}  # TLS_SHA256_SHA256 of RFC 9150 encrypts nothing


class SuiteClass(StrEnum):
    """Internet.nl's four classes, best first."""

    GOOD = "good"
    SUFFICIENT = "sufficient"
    PHASE_OUT = "phase_out"
    INSUFFICIENT = "insufficient"


class Trait(StrEnum):
    """What makes a suite worse than merely dated."""

    NULL = "null"  # no encryption
    EXPORT = "export"  # keys of 40 to 56 bits
    ANONYMOUS = "anonymous"  # no authentication of the server
    RC4 = "rc4"  # prohibited by RFC 7465
    DES = "des"  # 56 bits
    TRIPLE_DES = "3des"  # 64-bit blocks: Sweet32


@dataclass(frozen=True)
class Parts:
    """A name taken apart. ``key_exchange`` is empty in TLS 1.3, which negotiates it apart from the suite."""

    key_exchange: tuple[str, ...]  # for example ("ECDHE", "RSA")
    cipher: tuple[str, ...]  # for example ("AES", "256")
    mode: str | None  # GCM, CCM, CCM_8, CBC, POLY1305; None: a stream cipher, none or another
    hash: str | None  # None: the version's default

    @property
    def tokens(self) -> set[str]:
        """The words of the name that carry traits."""
        return {*self.key_exchange, *self.cipher}


@lru_cache(maxsize=NAMES_KEPT)
def parse(name: str) -> Parts:
    """A suite's IANA name taken apart; an unknown name gives parts that no rule accepts."""
    if name.startswith(SSL_2_PREFIX):
        cipher, _, digest = name.removeprefix(SSL_2_PREFIX).partition("_WITH_")
        return _parts("RSA", f"{cipher}_{digest}")
    left, with_, right = name.upper().removeprefix("TLS_").partition("_WITH_")
    return _parts(left, right) if with_ else _parts("", left)


@lru_cache(maxsize=NAMES_KEPT)
def classify(name: str) -> SuiteClass:
    """Internet.nl's class of a suite."""
    parts = parse(name)
    if parts.cipher[0] not in {"AES", "CHACHA20", "ARIA", "CAMELLIA"} or not _is_sound(parts):
        return SuiteClass.INSUFFICIENT
    if not parts.key_exchange:
        return _classify_tls_1_3(parts)
    if parts.key_exchange in {("ECDHE", "ECDSA"), ("ECDHE", "RSA")}:
        is_current = parts.cipher[0] in {"AES", "CHACHA20"} and parts.mode in AEAD
        return SuiteClass.SUFFICIENT if is_current else SuiteClass.PHASE_OUT
    return SuiteClass.PHASE_OUT if parts.key_exchange == ("DHE", "RSA") else SuiteClass.INSUFFICIENT


@lru_cache(maxsize=NAMES_KEPT)
def traits(name: str) -> tuple[Trait, ...]:
    """The grave traits of a suite, gravest first."""
    parts = parse(name)
    tokens = parts.tokens
    triple = bool(tokens & {"3DES", "EDE3"})
    found = {
        Trait.NULL: "NULL" in parts.cipher or parts.cipher[0] in INTEGRITY_ONLY,
        Trait.EXPORT: any(token.startswith("EXPORT") for token in tokens),
        Trait.ANONYMOUS: "ANON" in tokens or parts.key_exchange == ("NULL",),
        Trait.RC4: "RC4" in tokens,
        Trait.DES: bool(tokens & {"DES", "DES40"}) and not triple,
        Trait.TRIPLE_DES: triple,
    }
    return tuple(trait for trait, present in found.items() if present)


def is_forward_secret(name: str) -> bool:
    """Whether recorded connections stay closed when the key is stolen: TLS 1.3 and ephemeral exchanges."""
    tokens = parse(name).key_exchange
    if not tokens:
        return name.startswith("TLS_")
    return tokens[0] in {"DHE", "ECDHE"} or "ANON" in tokens


def is_aead(name: str) -> bool:
    """Whether encryption and authentication are one (RFC 5116)."""
    return parse(name).mode in AEAD | {"CCM_8"}


def _parts(key_exchange: str, rest: str) -> Parts:
    words = rest.replace("CCM_8", "CCM8").split("_")
    digest = words.pop() if words[-1] in {"MD5", "SHA", "SHA256", "SHA384"} and len(words) > 1 else None
    mode = next((word for word in words if word in AEAD | {"CBC", "CCM8"}), None)
    cipher = tuple(word for word in words if word != mode)
    return Parts(
        key_exchange=tuple(key_exchange.split("_")) if key_exchange else (),
        cipher=cipher or ("",),
        mode="CCM_8" if mode == "CCM8" else mode,
        hash=digest,
    )


def _is_sound(parts: Parts) -> bool:
    """An AEAD with a full tag, or CBC with SHA-2 (RFC 5246)."""
    return parts.mode in AEAD or (parts.mode == "CBC" and parts.hash in STRONG_HASHES)


def _classify_tls_1_3(parts: Parts) -> SuiteClass:
    if parts.cipher[0] == "CHACHA20" or parts.cipher == ("AES", "256"):
        return SuiteClass.GOOD
    return SuiteClass.SUFFICIENT if parts.cipher == ("AES", "128") else SuiteClass.INSUFFICIENT
