"""checks.tls._groups."""

import pytest

from checks.tls._groups import classify, classify_prime, is_post_quantum, rsa_equivalent, strength


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x25519", "good"),
        ("X25519", "good"),
        ("x448", "good"),
        ("secp256r1", "good"),
        ("secp521r1", "good"),
        ("brainpoolP384r1", "good"),
        ("brainpoolP256r1tls13", "good"),
        ("X25519MLKEM768", "good"),
        ("SecP384r1MLKEM1024", "good"),
        ("MLKEM768", "good"),
        ("secp224r1", "phase_out"),
        ("ffdhe3072", "phase_out"),
        ("ffdhe8192", "phase_out"),
        ("ffdhe2048", "insufficient"),
        ("secp192r1", "insufficient"),
        ("secp256k1", "insufficient"),
        ("sect571r1", "insufficient"),
        ("something new", "insufficient"),
    ],
)
def test_groups_have_internet_nl_s_class(name: str, expected: str) -> None:
    """Its lists, and post-quantum groups beside them; all others are insufficient."""
    assert classify(name) == expected


@pytest.mark.parametrize(
    ("bits", "expected"), [(512, "insufficient"), (3071, "insufficient"), (3072, "phase_out")]
)
def test_primes_are_classed_by_size(bits: int, expected: str) -> None:
    """Diffie-Hellman over a prime field is never good."""
    assert classify_prime(bits) == expected


@pytest.mark.parametrize(
    ("bits", "expected"),
    [(112, 512), (160, 1024), (223, 1024), (224, 2048), (256, 3072), (384, 7680), (521, 15360)],
)
def test_curves_compare_with_rsa_as_nist_has_it(bits: int, expected: int) -> None:
    """SP 800-57 part 1, table 2."""
    assert rsa_equivalent(bits) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x25519", 3072),
        ("x448", 7680),
        ("secp256r1", 3072),
        ("secp384r1", 7680),
        ("sect163k1", 1024),
        ("brainpoolP512r1tls13", 15360),
        ("ffdhe2048", 2048),
        ("X25519MLKEM768", 7680),
        ("MLKEM512", 3072),
        ("X25519Kyber768Draft00", 7680),
        ("GC256A", None),
    ],
)
def test_groups_have_a_strength(name: str, expected: int | None) -> None:
    """In bits of the RSA key that equals it; None is no guess."""
    assert strength(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("X25519MLKEM768", True), ("MLKEM1024", True), ("x25519", False), ("ffdhe2048", False)],
)
def test_post_quantum_groups_are_known_by_name(name: str, *, expected: bool) -> None:
    """Hybrids and ML-KEM alone."""
    assert is_post_quantum(name) is expected
