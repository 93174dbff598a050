"""Cases of what a certificate calls its host: subjectAltName, wildcards, the common name."""

from collections.abc import Iterator

from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose

from benchmarks.suites.limbo.rebuilt.odd_extensions import purposes, san
from benchmarks.suites.limbo.rebuilt.parts import NAMES, PURPOSES, chain, leaf, root
from benchmarks.suites.limbo.served import ServedCase
from benchmarks.suites.pki.minting import name

# The case, the name that is asked for, the name that the certificate bears.
BORNE = (
    ("exact-dns-san", "example.com", "example.com"),
    ("mismatch-domain-san", "example2.com", "example.com"),
    ("mismatch-subdomain-san", "def.example.com", "abc.example.com"),
    ("mismatch-subdomain-apex-san", "abc.example.com", "example.com"),
    ("mismatch-apex-subdomain-san", "example.com", "abc.example.com"),
    ("public-suffix-wildcard-san", "example.com", "*.com"),
    ("public-suffix-multi-label-wildcard-san", "example.co.uk", "*.co.uk"),
    ("public-suffix-private-namespace-wildcard-san", "example.s3.amazonaws.com", "*.s3.amazonaws.com"),
    ("leftmost-wildcard-san", "foo.example.com", "*.example.com"),
    ("wildcard-embedded-leftmost-san", "baz.example.com", "ba*.example.com"),
    ("wildcard-not-in-leftmost-san", "foo.bar.example.com", "foo.*.example.com"),
    ("wildcard-match-across-labels-san", "foo.bar.example.com", "*.example.com"),
    ("wildcard-embedded-ulabel-san", "xn--bliss-1b3c148a.example.com", "xn--*-1b3c148a.example.com"),
    ("unicode-emoji-san", "xn--628h.example.com", "😜.example.com"),
    ("san-wildcard-only", "example.com", "*"),
    ("san-wildcard-only-tld", "com", "*"),
)
# The case, the name that is asked for and borne, the common name beside it, a second name.
COMMON_NAMES = (
    ("punycode-not-in-san", "xn--n3h.com", "xn--nxasmq6b.com", ()),
    ("utf8-vs-punycode-mismatch", "xn--test--wg5h0h.com", "test-測試.com", ()),
    ("not-in-san", "valid.example.com", "elsewhere.example.com", ("another.example.com",)),
    ("case-mismatch", "example.com", "Example.COM", ()),
)


def cases() -> Iterator[ServedCase]:
    """25 and the purposes, which are 7."""
    for case, asked, borne in BORNE:
        yield chain(f"webpki::san::{case}", root(), leaf(san(borne)), host=asked)
    for case, asked, common_name, others in COMMON_NAMES:
        made = leaf(san(asked, *others), subject=name(common_name))
        yield chain(f"webpki::cn::{case}", root(), made, host=asked)
    yield chain("webpki::san::no-san", root(), leaf(without=[NAMES]))
    critical = san("example.com", critical=True)
    yield chain(
        "webpki::san::san-critical-with-nonempty-subject", root(), leaf(critical, subject=name("else"))
    )
    empty = leaf(subject=name("", ""))
    yield chain("rfc5280::san::noncritical-with-empty-subject", root(), empty)
    underscore = "foo_bar.example.com"
    yield chain("rfc5280::san::underscore-dns", root(), leaf(san(underscore)), host=underscore)
    yield from _purposes()


def _purposes() -> Iterator[ServedCase]:
    server, client, anything = Purpose.SERVER_AUTH, Purpose.CLIENT_AUTH, Purpose.ANY_EXTENDED_KEY_USAGE
    yield chain("rfc5280::eku::ee-wrong-eku", root(), leaf(purposes(client)))
    yield chain("rfc5280::eku::ee-without-eku", root(), leaf(without=[PURPOSES]))
    yield chain("rfc5280::eku::ee-eku-empty", root(), leaf(purposes()))
    yield chain("webpki::eku::ee-anyeku", root(), leaf(purposes(server, anything)))
    yield chain("webpki::eku::ee-critical-eku", root(), leaf(purposes(server, critical=True)))
    yield chain("webpki::eku::ee-without-eku", root(), leaf(without=[PURPOSES]))
    yield chain("webpki::eku::root-has-eku", root(purposes(server)), leaf())
