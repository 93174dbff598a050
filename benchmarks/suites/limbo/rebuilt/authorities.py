"""Cases of who may issue: basicConstraints, keyUsage, path lengths, key identifiers, critical extensions."""

from collections.abc import Iterator

from cryptography import x509

from benchmarks.suites.limbo.rebuilt.odd_extensions import issuer_access, unknown
from benchmarks.suites.limbo.rebuilt.parts import BASIC, ISSUER_KEY, OWN_KEY, USES, chain, issuer, leaf, root
from benchmarks.suites.limbo.served import ServedCase
from benchmarks.suites.pki import extensions
from benchmarks.suites.pki.minting import SEQUENCE, Extension, integer, name, new_key, tlv

# The case, and how many may come below each intermediate, from the top.
LENGTHS: tuple[tuple[str, tuple[int | None, ...]], ...] = (
    ("ee-with-intermediate-pathlen-0", (0,)),
    ("ee-with-intermediate-pathlen-1", (1,)),
    ("ee-with-intermediate-pathlen-2", (2,)),
    ("intermediate-violates-pathlen-0", (0, 0)),
    ("intermediate-pathlen-may-increase", (1, 2)),
    ("intermediate-pathlen-too-long", (1, 0, 0)),
    ("max-chain-depth-0", ()),
    ("max-chain-depth-0-exhausted", (None,)),
    ("max-chain-depth-1", (None,)),
    ("max-chain-depth-1-exhausted", (None, None)),
)
NO_USE = Extension(x509.KeyUsage(**extensions.NO_USE))
SIGNS_BOTH = extensions.key_usage("digital_signature", "key_cert_sign")


def cases() -> Iterator[ServedCase]:
    """All of them."""
    for case, lengths in LENGTHS:
        yield chain(f"pathlen::{case}", root(), *(issuer(length=length) for length in lengths), leaf())
    own = issuer(length=0)
    yield chain("pathlen::validation-ignores-pathlen-in-leaf", root(), issuer(length=0), own)
    again = name("Again")
    first, second = issuer(length=1, subject=again), issuer(length=1, subject=again)
    yield chain("pathlen::self-issued-certs-pathlen", root(), first, second, issuer(length=0), leaf())
    first, second = issuer(subject=again), issuer(subject=again)
    yield chain("pathlen::max-chain-depth-1-self-issued", root(), first, second, leaf())
    yield from _authority_or_not()
    yield from _critical()
    yield from _odd_forms()
    yield from _key_identifiers()
    yield from _odd_identifiers_of_roots()


def _authority_or_not() -> Iterator[ServedCase]:
    case = "rfc5280::"
    no_ca = Extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    yield chain(f"{case}intermediate-ca-without-ca-bit", root(), issuer(no_ca), leaf())
    without = issuer(without=[BASIC])
    yield chain(f"{case}intermediate-ca-missing-basic-constraints", root(), without, leaf(), sent=())
    yield chain(f"{case}root-missing-basic-constraints", root(without=[BASIC]), leaf())
    plain = Extension(x509.BasicConstraints(ca=True, path_length=None))
    yield chain(f"{case}root-non-critical-basic-constraints", root(plain), leaf())
    yield chain(f"{case}root-inconsistent-ca-extensions", root(NO_USE), leaf())
    yield chain(f"{case}ica-ku-keycertsign", root(), issuer(NO_USE, length=0), leaf(), sent=())
    yield chain(f"{case}leaf-ku-keycertsign", root(), leaf(no_ca, SIGNS_BOTH))
    yield chain(f"{case}no-keyusage", root(), leaf(without=[USES]))
    yield chain(f"{case}no-basicconstraints", root(), leaf())
    server = issuer(extensions.alternative_names("ca.example.com"))
    for suite, suffix, host in (
        ("rfc5280", "", "ca.example.com"),
        ("rfc5280", "-wrong-san", "some-other-ca.example.com"),
        ("webpki", "", "ca.example.com"),
    ):
        yield chain(f"{suite}::ca-as-leaf{suffix}", root(), server, host=host)
    yield chain("webpki::ee-basicconstraints-ca", root(), leaf(extensions.authority()))
    yield chain(f"{case}root-and-intermediate-swapped", root(), issuer(), leaf(), trusted=(1,), sent=(0,))
    other = root(subject=name("Unrelated"))
    made = issuer(length=0, above=0)
    yield chain(f"{case}chain-untrusted-root", root(), other, made, leaf(), trusted=(1,), sent=(0, 2))


def _critical() -> Iterator[ServedCase]:
    """An extension that nobody knows, and is critical."""
    case = "rfc5280::unknown-critical-extension"
    yield chain(f"{case}-ee", root(), leaf(unknown()))
    yield chain(f"{case}-root", root(unknown()), leaf())
    yield chain(f"{case}-intermediate", root(), issuer(unknown(), length=0), leaf())
    unrelated = root(unknown(), subject=name("Unrelated"))
    yield chain(f"{case}-unrelated-root", root(), unrelated, leaf(above=0), trusted=(0, 1), sent=())
    beside = issuer(unknown(), above=0, issuer=name("Unrelated"))
    yield chain(f"{case}-unrelated-intermediate", root(), issuer(length=0), beside, leaf(above=1))


def _odd_forms() -> Iterator[ServedCase]:
    nobody = name("", "")
    yield chain("rfc5280::ee-empty-issuer", root(), leaf(issuer=nobody, subject=name("empty-issuer")))
    yield chain("rfc5280::ca-empty-subject", root(subject=nobody, issuer=name("Root")), leaf())
    yield chain("rfc5280::ee-aia", root(), leaf(issuer_access()))
    yield chain("rfc5280::ee-critical-aia-invalid", root(), leaf(issuer_access(critical=True)))
    yield chain("webpki::malformed-aia", root(), leaf(Extension(b"malformed", oid=issuer_access().oid)))
    yield chain("rfc5280::serial::too-long", root(), leaf(serial=(1 << 175) - 1))
    yield chain("rfc5280::serial::zero", root(), leaf(serial=0))
    explicit = x509.PolicyConstraints(require_explicit_policy=3, inhibit_policy_mapping=None)
    yield chain("rfc5280::pc::ica-noncritical-pc", root(), issuer(Extension(explicit)), leaf())
    usual = (extensions.NO_AUTHORITY.kind, USES, OWN_KEY, ISSUER_KEY, "2.5.29.37", "2.5.29.17")
    yield chain("webpki::v1-cert", root(), leaf(without=usual, version=1))


def _key_identifiers() -> Iterator[ServedCase]:
    case, without = "rfc5280::aki::", [ISSUER_KEY]
    key = new_key()
    issuers = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    yield chain(f"{case}critical-aki", root(Extension(issuers, critical=True), key=key), leaf())
    yield chain(f"{case}leaf-missing-aki", root(), leaf(without=without))
    yield chain(f"{case}intermediate-missing-aki", root(), issuer(length=0, without=without), leaf())
    yield chain(f"{case}self-signed-root-missing-aki", root(), leaf())
    crossed = issuer(length=0, without=without)
    yield chain(f"{case}cross-signed-root-missing-aki", root(), crossed, leaf(), trusted=(1,), sent=())
    case, own = "rfc5280::ski::", x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    yield chain(f"{case}critical-ski", root(Extension(own, critical=True)), leaf())
    yield chain(f"{case}root-missing-ski", root(without=[OWN_KEY]), leaf())
    yield chain(f"{case}intermediate-missing-ski", root(), issuer(without=[OWN_KEY]), leaf())


def _odd_identifiers_of_roots() -> Iterator[ServedCase]:
    """With the issuer's certificate instead of its key, in whole or in part."""
    key = new_key()
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key()).digest
    identifier = tlv(0x80, own)
    certificate = tlv(0xA1, tlv(0xA4, name("Somebody", "")))
    serial = tlv(0x82, integer(1234)[2:])
    stranger = x509.SubjectKeyIdentifier.from_public_key(new_key().public_key()).digest
    for case, fields in (
        ("aki-missing-keyidentifier", ()),
        ("aki-authoritycertissuer", (identifier, certificate)),
        ("aki-authoritycertserialnumber", (identifier, serial)),
        ("aki-all-fields", (identifier, certificate, serial)),
        ("aki-ski-mismatch", (tlv(0x80, stranger),)),
    ):
        odd = Extension(tlv(SEQUENCE, *fields), oid=ISSUER_KEY)
        yield chain(f"webpki::aki::root-with-{case}", root(odd, key=key), leaf())
