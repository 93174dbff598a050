"""Cases of name constraints (RFC 5280, 4.2.1.10)."""

from collections.abc import Iterator

from benchmarks.suites.limbo.rebuilt.odd_extensions import UNKNOWN_NAME, constraints, directory, network, san
from benchmarks.suites.limbo.rebuilt.parts import NAMES, Part, chain, issuer, leaf, root
from benchmarks.suites.limbo.served import ServedCase
from benchmarks.suites.pki.minting import Extension, name, new_key

PERMITTED, FORBIDDEN = "permitted.example.com", "forbidden.example.com"
FOO, NOT_FOO = name("foo"), name("not-foo")
NETWORK = network("192.0.2.0")
ONE, OTHER, BAR = "example.com", "not-example.com", "bar.example.com"
# The case; what its root is constrained to; the names that the server bears; the one that is asked for.
BY_ROOT = (
    ("permitted-dns-mismatch", constraints([ONE]), (OTHER,), ONE),
    ("permitted-dns-match", constraints([ONE]), (ONE,), ONE),
    ("permitted-dns-match-noncritical", constraints([ONE], critical=False), (ONE,), ONE),
    ("permitted-dns-match-more", constraints([ONE]), ("foo.bar.example.com",), "foo.bar.example.com"),
    (
        "excluded-dns-match-second",
        constraints(None, ["not-allowed." + ONE]),
        (ONE, "not-allowed." + ONE),
        ONE,
    ),
    ("excluded-match-permitted-and-excluded", constraints([ONE], [ONE]), (ONE,), ONE),
    ("permitted-different-constraint-type", constraints([NETWORK]), (ONE,), ONE),
    ("excluded-different-constraint-type", constraints(None, [NETWORK]), (ONE,), ONE),
    ("invalid-dnsname-wildcard", constraints(["*.example.com"]), ("foo.example.com",), "foo.example.com"),
    (
        "invalid-dnsname-leading-period",
        constraints([".example.com"]),
        ("foo.example.com",),
        "foo.example.com",
    ),
)
# The case; what the root is constrained to; the subject; the directory name that the server bears.
OF_DIRECTORIES = (
    ("permitted-dn-mismatch", constraints([directory(FOO)]), NOT_FOO, NOT_FOO),
    ("excluded-dn-match", constraints(None, [directory(FOO)]), FOO, FOO),
    ("permitted-dn-match-subject-san-mismatch", constraints([directory(FOO)]), NOT_FOO, FOO),
    ("excluded-dn-match-sub-mismatch", constraints(None, [directory(FOO)]), FOO, NOT_FOO),
)
# The case; what its intermediate, which bears no name, is constrained to; what is borne; what is asked for.
BY_ISSUER = (
    ("cve::cve-2025-61727", constraints([ONE], [BAR]), ("*.example.com",), BAR),
    ("cve::cve-2025-61727-nc-permits-variant", constraints(["foo." + ONE]), ("*." + ONE,), "foo." + ONE),
    ("rfc5280::nc::nc-forbids-dnsname-wildcard-san", constraints([ONE], [BAR]), ("*.example.com",), BAR),
    ("rfc5280::nc::nc-forbids-othername", constraints([ONE], [UNKNOWN_NAME]), (ONE, UNKNOWN_NAME), ONE),
    ("rfc5280::nc::nc-forbids-othername-noop", constraints([ONE], [UNKNOWN_NAME]), (ONE,), ONE),
    ("webpki::nc::nc-permits-dns-san-pattern", constraints([ONE]), ("*.example.com",), "foo." + ONE),
)


def cases() -> Iterator[ServedCase]:
    """35."""
    for case, limits, borne, asked in BY_ROOT:
        yield chain(f"rfc5280::nc::{case}", root(limits), leaf(san(*borne)), host=asked)
    for case, limits, subject, borne_directory in OF_DIRECTORIES:
        made = leaf(san(directory(borne_directory)), subject=subject)
        yield chain(f"rfc5280::nc::{case}", root(limits), made)
    for case, limits, names, asked in BY_ISSUER:
        yield chain(case, root(), issuer(limits, without=[NAMES]), leaf(san(*names)), host=asked)
    yield chain("rfc5280::nc::excluded-dns-match", root(), issuer(constraints(None, [ONE])), leaf())
    yield chain(
        "webpki::nc::permitted-dns-match-noncritical", root(constraints([ONE], critical=False)), leaf()
    )
    yield from _empty()
    yield from _of_leaves()
    yield from _of_issuers()
    yield from _self_issued()
    yield from _alternatives()


def _empty() -> Iterator[ServedCase]:
    """Constraints without a list, and with two empty ones."""
    case = "webpki::nc::intermediate-permitted-excluded-subtrees-both"
    yield chain(f"{case}-null", root(), issuer(constraints()), leaf())
    yield chain(f"{case}-empty-sequences", root(), issuer(constraints([], [])), leaf())


def _of_leaves() -> Iterator[ServedCase]:
    for critical in (False, True):
        case = f"rfc5280::nc::not-allowed-in-ee-{'critical' if critical else 'noncritical'}"
        yield chain(case, root(), leaf(constraints([ONE], critical=critical)))
    borne = san(".example.com", "foo.example.com")
    yield chain(
        "rfc5280::nc::nc-permits-invalid-dns-san",
        root(),
        issuer(constraints([ONE])),
        leaf(borne),
        host="foo.example.com",
    )


def _of_issuers() -> Iterator[ServedCase]:
    """An intermediate's own name, and constraints one under the other."""
    limits, forbidden, made = (
        constraints([PERMITTED], [FORBIDDEN]),
        issuer(san(FORBIDDEN)),
        leaf(san(PERMITTED)),
    )
    case = "rfc5280::nc::intermediate-with-san-rejected-by"
    yield chain(f"{case}-intermediate-nc", root(), issuer(limits), forbidden, made, host=PERMITTED)
    yield chain(f"{case}-root-nc", root(limits), issuer(), forbidden, made, host=PERMITTED)
    both, narrow, foo = constraints(["foo." + ONE, BAR]), constraints([BAR]), leaf(san("foo." + ONE))
    case = "rfc5280::nc::restrictive-permits-in-intermediates"
    yield chain(f"{case}-narrows", root(), issuer(both), issuer(narrow), foo, host="foo." + ONE)
    yield chain(f"{case}-widens", root(), issuer(narrow), issuer(both), foo, host="foo." + ONE)


def _self_issued() -> Iterator[ServedCase]:
    """Constraints do not hold for an intermediate of its issuer's name, but for such a leaf."""
    other, limits = name(OTHER), constraints([ONE])
    yield chain(
        "rfc5280::nc::permitted-self-issued",
        root(limits, san(OTHER), subject=other),
        issuer(san(OTHER), subject=other),
        leaf(),
    )
    yield chain(
        "rfc5280::nc::excluded-self-issued-leaf",
        root(limits),
        issuer(san(OTHER), subject=other),
        leaf(san(OTHER), subject=other),
        host=OTHER,
    )


def _alternatives() -> Iterator[ServedCase]:
    """Two certificates of one intermediate, of which constraints forbid one."""
    yield chain(
        "rfc5280::nc::nc-forbids-alternate-chain-ica",
        root(without=[NAMES]),  # not trusted, of the same name
        root(without=[NAMES]),
        issuer(constraints([PERMITTED], [FORBIDDEN]), without=[NAMES]),
        *_twice(san(FORBIDDEN), 0, None, 2),
        leaf(san(PERMITTED), above=3),
        host=PERMITTED,
        trusted=(1,),
        sent=(2, 3, 4),
    )
    host = "unconstrained.example.com"
    yield chain(
        "rfc5280::nc::nc-forbids-same-chain-ica",
        root(without=[NAMES]),
        root(without=[NAMES]),
        issuer(constraints(None, [FORBIDDEN]), above=0, without=[NAMES]),
        *_twice(san(FORBIDDEN), 2, san("unconstrained-ica.example.com"), 1),
        leaf(san(host), above=3),
        host=host,
        trusted=(0, 1),
        sent=(2, 3, 4),
    )


def _twice(bears: Extension, above: int, also: Extension | None, also_above: int) -> tuple[Part, Part]:
    subject, key = name("Twice"), new_key()
    first = issuer(bears, subject=subject, key=key, above=above)
    odd, without = ((also,), ()) if also else ((), (NAMES,))
    return first, issuer(*odd, subject=subject, key=key, above=also_above, without=without)
