"""Numbers of the TLS registries (IANA) that a first flight holds."""

from enum import IntEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from checks.facts import CipherSuite, ProtocolVersion


class Version(IntEnum):
    """ProtocolVersion on the wire; SSL 2.0 has its own format."""

    SSL_3 = 0x0300
    TLS_1_0 = 0x0301
    TLS_1_1 = 0x0302
    TLS_1_2 = 0x0303
    TLS_1_3 = 0x0304


class ContentType(IntEnum):
    """Record types (RFC 8446, 5.1)."""

    CHANGE_CIPHER_SPEC = 20
    ALERT = 21
    HANDSHAKE = 22
    APPLICATION_DATA = 23


class HandshakeType(IntEnum):
    """Handshake messages (RFC 8446, 4; RFC 5246, 7.4)."""

    CLIENT_HELLO = 1
    SERVER_HELLO = 2
    ENCRYPTED_EXTENSIONS = 8
    CERTIFICATE = 11
    SERVER_KEY_EXCHANGE = 12
    CERTIFICATE_REQUEST = 13
    SERVER_HELLO_DONE = 14
    CERTIFICATE_VERIFY = 15
    FINISHED = 20
    CERTIFICATE_STATUS = 22
    MESSAGE_HASH = 254


class AlertDescription(IntEnum):
    """Alerts (RFC 8446, 6 and B.2; RFC 5246, 7.2; RFC 7301, 3.2; RFC 7507, 3)."""

    CLOSE_NOTIFY = 0
    UNEXPECTED_MESSAGE = 10
    BAD_RECORD_MAC = 20
    DECRYPTION_FAILED = 21
    RECORD_OVERFLOW = 22
    DECOMPRESSION_FAILURE = 30
    HANDSHAKE_FAILURE = 40
    NO_CERTIFICATE = 41
    BAD_CERTIFICATE = 42
    UNSUPPORTED_CERTIFICATE = 43
    CERTIFICATE_REVOKED = 44
    CERTIFICATE_EXPIRED = 45
    CERTIFICATE_UNKNOWN = 46
    ILLEGAL_PARAMETER = 47
    UNKNOWN_CA = 48
    ACCESS_DENIED = 49
    DECODE_ERROR = 50
    DECRYPT_ERROR = 51
    EXPORT_RESTRICTION = 60
    PROTOCOL_VERSION = 70  # the server has newer versions only (RFC 5246, E.1)
    INSUFFICIENT_SECURITY = 71
    INTERNAL_ERROR = 80
    INAPPROPRIATE_FALLBACK = 86
    USER_CANCELED = 90
    NO_RENEGOTIATION = 100
    MISSING_EXTENSION = 109
    UNSUPPORTED_EXTENSION = 110
    CERTIFICATE_UNOBTAINABLE = 111
    UNRECOGNIZED_NAME = 112  # the server knows no host of this name
    BAD_CERTIFICATE_STATUS_RESPONSE = 113
    BAD_CERTIFICATE_HASH_VALUE = 114
    UNKNOWN_PSK_IDENTITY = 115
    CERTIFICATE_REQUIRED = 116
    NO_APPLICATION_PROTOCOL = 120  # it would take none of those offered


def alert_name(description: int) -> str:
    """An alert as a detail tells it, for example "alert 112 (unrecognized_name)"."""
    is_registered = description in tuple(AlertDescription)
    return (
        f"alert {description} ({AlertDescription(description).name.lower() if is_registered else 'unknown'})"
    )


class Extension(IntEnum):
    """Hello extensions (IANA "TLS ExtensionType Values")."""

    SERVER_NAME = 0
    STATUS_REQUEST = 5
    SUPPORTED_GROUPS = 10
    EC_POINT_FORMATS = 11
    SIGNATURE_ALGORITHMS = 13
    ALPN = 16
    SIGNED_CERTIFICATE_TIMESTAMP = 18
    PADDING = 21
    EXTENDED_MASTER_SECRET = 23
    SUPPORTED_VERSIONS = 43
    COOKIE = 44
    KEY_SHARE = 51
    RENEGOTIATION_INFO = 0xFF01


GROUPS = MappingProxyType(  # IANA "TLS Supported Groups"
    {
        0x11EC: "X25519MLKEM768",
        0x11EB: "SecP256r1MLKEM768",
        0x11ED: "SecP384r1MLKEM1024",
        0x6399: "X25519Kyber768Draft00",
        0x0200: "MLKEM512",
        0x0201: "MLKEM768",
        0x0202: "MLKEM1024",
        0x001D: "x25519",
        0x0017: "secp256r1",
        0x001E: "x448",
        0x0018: "secp384r1",
        0x0019: "secp521r1",
        0x001F: "brainpoolP256r1tls13",
        0x0020: "brainpoolP384r1tls13",
        0x0021: "brainpoolP512r1tls13",
        0x0100: "ffdhe2048",
        0x0101: "ffdhe3072",
        0x0102: "ffdhe4096",
        0x0103: "ffdhe6144",
        0x0104: "ffdhe8192",
        0x001A: "brainpoolP256r1",
        0x001B: "brainpoolP384r1",
        0x001C: "brainpoolP512r1",
        0x0015: "secp224r1",
        0x0013: "secp192r1",
        0x0016: "secp256k1",
        0x0014: "secp224k1",
        0x0012: "secp192k1",
        0x000E: "sect571r1",
        0x000D: "sect571k1",
        0x000C: "sect409r1",
        0x000B: "sect409k1",
        0x000A: "sect283r1",
        0x0009: "sect283k1",
        0x0007: "sect233r1",
        0x0006: "sect233k1",
        0x0003: "sect163r2",
        0x0001: "sect163k1",
    }
)
_SHARED_CURVES = (0x001D, 0x0017, 0x001E, 0x0018, 0x0019)
FINITE_FIELD_GROUPS = (0x0100, 0x0101, 0x0102, 0x0103, 0x0104)  # RFC 7919
TLS_1_3_GROUPS = (  # hybrid and ML-KEM first: a server that follows the client's order shows them at once
    *(0x11EC, 0x11EB, 0x11ED, 0x6399, 0x0201, 0x0202, 0x0200),
    *_SHARED_CURVES,
    *(0x001F, 0x0020, 0x0021, *FINITE_FIELD_GROUPS),
)
CURVES = tuple(code for code in GROUPS if code not in TLS_1_3_GROUPS or code in _SHARED_CURVES)  # RFC 8422

MANDATORY_SUITES = frozenset((0x1301, 0x1302, 0x1303))  # suites of TLS 1.3 (RFC 8446, 9.1: must, should)

ECDSA_SIGNATURES = (0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0303, 0x0203)
RSA_PSS_SIGNATURES = (0x0804, 0x0805, 0x0806, 0x0809, 0x080A, 0x080B)
RSA_SIGNATURES = (*RSA_PSS_SIGNATURES, 0x0401, 0x0501, 0x0601, 0x0301, 0x0201, 0x0101)
DSA_SIGNATURES = (0x0402, 0x0202)

VERSION_NAMES = MappingProxyType(
    {
        Version.SSL_3: ProtocolVersion.SSL_3,
        Version.TLS_1_0: ProtocolVersion.TLS_1_0,
        Version.TLS_1_1: ProtocolVersion.TLS_1_1,
        Version.TLS_1_2: ProtocolVersion.TLS_1_2,
        Version.TLS_1_3: ProtocolVersion.TLS_1_3,
    }
)

_KEY_BITS = {
    "AES_128": 128, "AES_256": 256, "CHACHA20": 256, "CAMELLIA_128": 128, "CAMELLIA_256": 256,
    "ARIA_128": 128, "ARIA_256": 256, "SEED": 128, "IDEA": 128, "3DES": 168, "DES40": 40, "DES": 56,
    "RC4_128": 128, "RC4_56": 56, "RC4_40": 40, "RC2_CBC_40": 40, "RC2_CBC_56": 56, "NULL": 0,
    "KUZNYECHIK": 256, "MAGMA": 256, "28147": 256,
}  # fmt: skip


@cache
def suites() -> dict[int, CipherSuite]:
    """Every suite a stranger can negotiate, by code; TLS 1.3's have codes 0x1301 to 0x1305."""
    text = (files("scanner.probes.tls.wire") / "suites.tsv").read_text(encoding="ascii")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {int(code, 16): CipherSuite(name=name, key_size=key_bits(name)) for code, name in rows}


def suite(code: int) -> CipherSuite:
    """The suite of a code, also of one that the registry did not know when this was written."""
    return suites().get(code) or CipherSuite(name=f"UNKNOWN_0x{code:04X}", key_size=0)


def is_tls_1_3(code: int) -> bool:
    """Whether a suite is one of TLS 1.3 (RFC 8446, B.4)."""
    return 0x1301 <= code <= 0x1305  # noqa: PLR2004


def key_bits(name: str) -> int:
    """Bits of a suite's symmetric key, told by its name; 0 for NULL."""
    cipher = name.partition("_WITH_")[2] or name.removeprefix("TLS_")
    return next((bits for prefix, bits in _KEY_BITS.items() if cipher.startswith(prefix)), 0)
