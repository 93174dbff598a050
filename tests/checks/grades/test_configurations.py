"""checks.grades.tls: configurations, scored and graded by hand from the SSL Labs guide.

Score = 0.30 × protocols + 0.30 × key exchange + 0.40 × ciphers, rounded down. The good server: TLS 1.2 and
1.3 (100), P-256 and X25519 as strong as RSA 3072 (90), AES-128 and AES-256 ((80 + 100) / 2 = 90); that is
30 + 27 + 36 = 93.
"""

from typing import Any

import pytest

from tests.checks.grades import servers
from tests.checks.grades.servers import V, graded, server, with_suites

STRONG = {V.TLS_1_3: ("TLS_AES_256_GCM_SHA384",)}
P384 = servers.leaf(key_bits=384, key_curve="secp384r1")

SCORES: list[tuple[str, dict[str, Any], str, int]] = [
    # 30 + 27 + 36
    ("good, with HSTS", {}, "A+", 93),
    ("good, without HSTS", {"max_age": None}, "A", 93),
    ("HSTS of half a year", {"max_age": servers.HALF_A_YEAR}, "A+", 93),
    ("HSTS a second shorter", {"max_age": servers.HALF_A_YEAR - 1}, "A", 93),
    (
        "an address has no HSTS",
        {"host": "192.0.2.10", "chains": servers.leaf(ip_addresses=("192.0.2.10",))},
        "A",
        93,
    ),
    ("TLS 1.3 alone", {"suites": {V.TLS_1_3: servers.TLS_1_3}}, "A+", 93),
    ("TLS 1.2 alone", {"suites": {V.TLS_1_2: servers.TLS_1_2}}, "A-", 93),
    # 30 + 30 + 40: P-384 is as strong as RSA 7680
    ("nothing but the strongest", {"suites": STRONG, "chains": P384, "groups": ("secp384r1",)}, "A+", 100),
    # 30 + 27 + 40: the weakest of key and groups counts
    ("RSA 4096 with X25519", {"suites": STRONG, "chains": servers.rsa(4096)}, "A+", 97),
    (
        "RSA 2048 with P-384",
        {"suites": STRONG, "chains": servers.rsa(2048), "groups": ("secp384r1",)},
        "A+",
        97,
    ),
    # 30 + 30 + 40: ML-KEM-768 is as strong as RSA 7680
    ("a hybrid group alone", {"suites": STRONG, "chains": P384, "groups": ("X25519MLKEM768",)}, "A+", 100),
    # (100 + 90) / 2 = 95: 28.5 + 27 + 36
    ("TLS 1.0 to 1.3", {"suites": {**servers.GOOD, V.TLS_1_0: (servers.CBC_128,)}}, "B", 91),
    # (100 + 95) / 2 = 97.5: 29.25 + 27 + 36
    ("TLS 1.1 to 1.3", {"suites": {**servers.GOOD, V.TLS_1_1: (servers.CBC_128,)}}, "B", 92),
    # 95: 28.5 + 27 + 36
    ("nothing newer than TLS 1.1", {"suites": {V.TLS_1_1: (servers.CBC_128, servers.CBC_256)}}, "C", 91),
    # (100 + 80) / 2 = 90: 27 + 27 + 36
    ("SSL 3 with CBC", {"suites": {**servers.GOOD, V.SSL_3: (servers.CBC_128,)}}, "C", 90),
    ("SSL 3 with RC4", {"suites": {**servers.GOOD, V.SSL_3: (servers.RC4,)}}, "B", 90),
    # 80: 24 + 27 + 36
    ("SSL 3 alone", {"suites": {V.SSL_3: (servers.CBC_128, servers.CBC_256)}}, "F", 87),
    # (100 + 0) / 2 = 50: 15 + 27 + 36
    ("SSL 2 beside the rest", {"suites": {**servers.GOOD, V.SSL_2: (servers.SSL_2_SUITE,)}}, "F", 78),
    ("SSL 2 alone", {"suites": {V.SSL_2: (servers.SSL_2_SUITE,)}}, "F", 0),
    # RC4: 128 bits, so 30 + 27 + 36
    ("RC4 as the last resort", {"suites": with_suites(servers.AES_256, servers.RC4)}, "B", 93),
    ("RC4 preferred", {"suites": with_suites(servers.RC4, servers.AES_256)}, "C", 93),
    # 30 + 27 + 32
    ("RC4 alone", {"suites": {V.TLS_1_2: (servers.RC4,)}}, "F", 89),
    # 3DES counts 168 bits: (100 + 80) / 2 = 90
    ("3DES as the last resort", {"suites": with_suites(servers.AES_256, servers.TRIPLE_DES)}, "A+", 93),
    ("3DES preferred", {"suites": with_suites(servers.TRIPLE_DES, servers.AES_256)}, "C", 93),
    (
        "3DES preferred by old versions only",
        {"suites": {**servers.GOOD, V.TLS_1_0: (servers.TRIPLE_DES,)}},
        "B",
        91,
    ),
    ("no forward secrecy", {"suites": {V.TLS_1_2: (servers.RSA_128, servers.RSA_256)}}, "B", 93),
    ("no AEAD", {"suites": {V.TLS_1_2: (servers.CBC_128, servers.CBC_256)}}, "B", 93),
    # (100 + 20) / 2 = 60; export keys 40: 30 + 12 + 24
    ("export suites", {"suites": with_suites(servers.AES_256, servers.EXPORT)}, "F", 66),
    # 60: 30 + 27 + 24
    ("single DES", {"suites": with_suites(servers.AES_256, servers.DES)}, "F", 81),
    # (100 + 0) / 2 = 50: 30 + 27 + 20
    ("no encryption", {"suites": with_suites(servers.AES_256, servers.NULL)}, "F", 77),
    # key exchange 0, so all is 0
    ("anonymous suites", {"suites": with_suites(servers.AES_256, servers.ANONYMOUS)}, "F", 0),
    # 80: 30 + 24 + 36
    ("RSA 2047", {"chains": servers.rsa(2047)}, "B", 90),
    ("RSA 1024", {"chains": servers.rsa(1024)}, "B", 90),
    ("P-192, as strong as RSA 1024", {"chains": servers.leaf(key_bits=192)}, "B", 90),
    ("a weak group", {"groups": ("x25519", "secp192r1")}, "B", 90),
    (
        "DH of 1024 bits",
        {"suites": with_suites(servers.AES_256, servers.DHE), "dh_prime_bits": (1024,)},
        "B",
        90,
    ),
    # 40: 30 + 12 + 36
    ("RSA 1023", {"chains": servers.rsa(1023)}, "F", 78),
    ("RSA 512", {"chains": servers.rsa(512)}, "F", 78),
    (
        "DH of 768 bits",
        {"suites": with_suites(servers.AES_256, servers.DHE), "dh_prime_bits": (768,)},
        "F",
        78,
    ),
    # 20: 30 + 6 + 36
    ("RSA 511", {"chains": servers.rsa(511)}, "F", 72),
    ("Heartbleed", {"heartbleed": True}, "F", 93),
    ("CCS injection", {"ccs_injection": True}, "F", 93),
    ("ROBOT, weak", {"robot": "weak"}, "F", 93),
    ("ROBOT, strong", {"robot": "strong"}, "F", 93),
    ("ROBOT, none", {"robot": "none"}, "A+", 93),
    ("CRIME", {"compression": True}, "C", 93),
    ("no secure renegotiation", {"secure_renegotiation": False}, "A-", 93),
    ("insecure renegotiation", {"secure_renegotiation": False, "client_renegotiation": True}, "F", 93),
    ("renegotiation by the client, secure", {"client_renegotiation": True}, "A+", 93),
    ("no TLS_FALLBACK_SCSV", {"fallback_scsv": False}, "A+", 93),
    ("MD5", {"chains": servers.leaf(signature_hash="md5")}, "F", 93),
    ("an incomplete chain", {"chains": (servers.chain(arrangement=("missing_intermediate",)),)}, "B", 93),
    ("a chain out of order", {"chains": (servers.chain(arrangement=("misordered", "surplus")),)}, "A+", 93),
]


@pytest.mark.parametrize(
    ("changes", "letter", "score"), [case[1:] for case in SCORES], ids=[case[0] for case in SCORES]
)
def test_configurations_get_the_guide_s_grade(changes: dict[str, Any], letter: str, score: int) -> None:
    """One change to a good server, and its letter and points by hand."""
    found = graded(server(**changes))
    assert (found.grade, found.grade_ignoring_trust, found.score) == (letter, letter, score)
    assert found.complete, found.not_tested
