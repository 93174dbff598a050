"""checks.tls._suites: the classification by parts equals Internet.nl's lists, for every suite there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sslyze.plugins.openssl_cipher_suites.cipher_suites import CipherSuitesRepository
from sslyze.server_connectivity import TlsVersionEnum

from checks.tls._suites import SuiteClass, classify, is_aead, is_forward_secret, traits

GOOD = {"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}
SUFFICIENT = {
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_128_CCM_SHA256",
    *(f"TLS_ECDHE_{key}_WITH_CHACHA20_POLY1305_SHA256" for key in ("ECDSA", "RSA")),
    *(f"TLS_ECDHE_{key}_WITH_AES_256_GCM_SHA384" for key in ("ECDSA", "RSA")),
    *(f"TLS_ECDHE_{key}_WITH_AES_128_GCM_SHA256" for key in ("ECDSA", "RSA")),
    *(f"TLS_ECDHE_{key}_WITH_AES_{bits}_CCM" for key in ("ECDSA", "RSA") for bits in (128, 256)),
}
HASHED = ((128, "SHA256"), (256, "SHA384"))
PHASE_OUT = {
    *(
        f"TLS_ECDHE_{key}_WITH_{cipher}_{bits}_{mode}_{digest}"
        for key in ("ECDSA", "RSA")
        for cipher in ("CAMELLIA", "ARIA")
        for mode in ("GCM", "CBC")
        for bits, digest in HASHED
    ),
    *(f"TLS_ECDHE_{key}_WITH_AES_{bits}_CBC_{digest}" for key in ("ECDSA", "RSA") for bits, digest in HASHED),
    *(
        f"TLS_DHE_RSA_WITH_{cipher}_{bits}_GCM_{digest}"
        for cipher in ("AES", "CAMELLIA", "ARIA")
        for bits, digest in HASHED
    ),
    *(f"TLS_DHE_RSA_WITH_ARIA_{bits}_CBC_{digest}" for bits, digest in HASHED),
    *(
        f"TLS_DHE_RSA_WITH_{cipher}_{bits}_CBC_SHA256"
        for cipher in ("AES", "CAMELLIA")
        for bits in (128, 256)
    ),
    *(f"TLS_DHE_RSA_WITH_AES_{bits}_CCM" for bits in (128, 256)),
    "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
}
KNOWN = sorted(
    {suite.name for v in TlsVersionEnum for suite in CipherSuitesRepository.get_all_cipher_suites(v)}
)


def listed(name: str) -> SuiteClass:
    """The class by Internet.nl's own lists: whatever they don't name is insufficient."""
    named = {SuiteClass.GOOD: GOOD, SuiteClass.SUFFICIENT: SUFFICIENT, SuiteClass.PHASE_OUT: PHASE_OUT}
    return next((found for found, names in named.items() if name in names), SuiteClass.INSUFFICIENT)


@pytest.mark.parametrize("name", sorted({*KNOWN, *GOOD, *SUFFICIENT, *PHASE_OUT}))
def test_the_parts_give_the_class_of_the_lists(name: str) -> None:
    """Every suite of the lists, and every suite that the scanner can meet, has its class."""
    assert classify(name) is listed(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", ()),
        ("TLS_AES_128_CCM_8_SHA256", ()),
        ("TLS_RSA_WITH_AES_128_CBC_SHA", ()),
        ("TLS_RSA_WITH_NULL_SHA256", ("null",)),
        ("TLS_NULL_WITH_NULL_NULL", ("null", "anonymous")),
        ("TLS_SHA256_SHA256", ("null",)),
        ("TLS_ECDH_anon_WITH_NULL_SHA", ("null", "anonymous")),
        ("TLS_DH_anon_WITH_AES_256_GCM_SHA384", ("anonymous",)),
        ("TLS_DH_anon_EXPORT_WITH_RC4_40_MD5", ("export", "anonymous", "rc4")),
        ("TLS_RSA_EXPORT_WITH_DES40_CBC_SHA", ("export", "des")),
        ("TLS_RSA_EXPORT1024_WITH_RC4_56_SHA", ("export", "rc4")),
        ("TLS_KRB5_EXPORT_WITH_DES_CBC_40_SHA", ("export", "des")),
        ("TLS_ECDHE_ECDSA_WITH_RC4_128_SHA", ("rc4",)),
        ("TLS_DHE_RSA_WITH_DES_CBC_SHA", ("des",)),
        ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", ("3des",)),
        ("SSL_CK_DES_192_EDE3_CBC_WITH_MD5", ("3des",)),
        ("SSL_CK_DES_64_CBC_WITH_MD5", ("des",)),
        ("SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5", ("export",)),
        ("SSL_CK_RC4_128_WITH_MD5", ("rc4",)),
    ],
)
def test_traits(name: str, expected: tuple[str, ...]) -> None:
    """What makes a suite worse than dated is read from its name."""
    assert traits(name) == expected


@pytest.mark.parametrize("name", [name for name in KNOWN if traits(name)])
def test_no_suite_with_a_grave_trait_is_acceptable(name: str) -> None:
    """A trait is never found on a suite that a server may keep."""
    assert classify(name) is SuiteClass.INSUFFICIENT


@given(st.text(alphabet="ACDEGHLMNORSTW_0128") | st.text())
def test_an_unknown_name_is_insufficient_and_never_an_error(name: str) -> None:
    """Names come from scans: whatever they say, there is a class."""
    assert classify(name) is listed(name)
    assert isinstance(traits(f"TLS_{name}"), tuple)


@pytest.mark.parametrize(
    ("name", "forward_secret", "aead"),
    [
        ("TLS_AES_128_GCM_SHA256", True, True),
        ("TLS_AES_128_CCM_8_SHA256", True, True),
        ("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", True, True),
        ("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", True, True),
        ("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", True, False),
        ("TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA", True, False),
        ("TLS_DH_anon_EXPORT_WITH_RC4_40_MD5", True, False),
        ("TLS_RSA_WITH_AES_256_GCM_SHA384", False, True),
        ("TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256", False, True),
        ("SSL_CK_RC4_128_WITH_MD5", False, False),
        ("UNKNOWN_0xC0FF", False, False),
    ],
)
def test_forward_secrecy_and_aead_are_read_from_the_name(
    name: str, *, forward_secret: bool, aead: bool
) -> None:
    """Static ECDH has no forward secrecy; a name that says nothing has neither."""
    assert (is_forward_secret(name), is_aead(name)) == (forward_secret, aead)
