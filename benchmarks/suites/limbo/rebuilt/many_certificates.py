"""Cases of many certificates or names: authorities in circles, long chains, thousands of names."""

from collections.abc import Iterator
from datetime import timedelta

from cryptography import x509
from cryptography.x509.oid import NameOID

from benchmarks.suites.limbo.rebuilt.odd_extensions import constraints, san
from benchmarks.suites.limbo.rebuilt.parts import ISSUER_KEY, NAMES, OWN_KEY, Part, chain, issuer, leaf, root
from benchmarks.suites.limbo.served import ServedCase
from benchmarks.suites.pki.minting import Key, name, new_key

MANY = 2_048
LONG = 100
YEAR = timedelta(days=365)
ROOTS = {letter: name(f"Root {letter}") for letter in "ABC"}


def cases() -> Iterator[ServedCase]:
    """12."""
    yield _crossed_roots()
    key = new_key()
    yield chain(
        "pathological::multiple-chains-expired-intermediate",
        root(key=key),
        root(subject=name("Root 2")),
        issuer(length=1, subject=name("Root"), key=key, begin=-40 * YEAR, end=-38 * YEAR),
        leaf(above=0),
        trusted=(0, 1),
        sent=(2,),
    )
    yield from _circles()
    yield from _many_names()
    yield from _long_chains()


def _crossed_roots() -> ServedCase:
    """Three roots that have all certified each other, and an intermediate of each."""
    keys = {letter: new_key() for letter in ROOTS}
    places = {"A": 0, "B": 1, "C": 2}
    parts: list[Part] = [root(subject=ROOTS[letter], key=keys[letter]) for letter in ROOTS]
    for letter, subject in ROOTS.items():
        parts.append(issuer(subject=name(f"Under {letter}"), above=places[letter]))
        others = [other for other in ROOTS if other != letter]
        parts += [issuer(subject=subject, key=keys[letter], above=places[other]) for other in others]
    host = "cve-2024-0567.example.com"
    made = leaf(san(host, critical=True), subject=name("", ""), above=3)
    return chain("cve::cve-2024-0567", *parts, made, host=host, sent=range(3, 12))


def _circles() -> Iterator[ServedCase]:
    """Two authorities that have certified each other, and nobody else has."""
    for suffix in ("distinct-cas", "distinct-cas-max-depth"):
        yield _circle(f"pathological::intermediate-cycle-{suffix}", name("Circle 1"), name("Circle 2"))
    same = name("Circle")
    yield _circle("pathological::intermediate-cycle-same-logical-ca", same, same)


def _circle(case: str, first: bytes, second: bytes) -> ServedCase:
    keys = new_key(), new_key()
    selves = [root(subject=subject, key=key) for subject, key in zip((first, second), keys, strict=True)]
    crossed = [issuer(subject=first, key=keys[0], above=2), issuer(subject=second, key=keys[1], above=1)]
    return chain(case, root(), *selves, *crossed, leaf(above=1), sent=(3, 4))


def _many_names() -> Iterator[ServedCase]:
    """A root constrained to thousands of names, and thousands of names under it."""
    names = [f"t{number}.test" for number in range(MANY)]
    limits = constraints([*names, "test"], [f"x{number}.test" for number in range(MANY)])
    addresses = [x509.NameAttribute(NameOID.EMAIL_ADDRESS, f"t{number}@test") for number in range(MANY)]
    subject = x509.Name([*addresses, x509.NameAttribute(NameOID.COMMON_NAME, names[0])]).public_bytes()
    for case, made in (
        ("1", leaf(san(*names), subject=subject)),
        ("2", leaf(san(*names, critical=True), subject=name("", ""))),
        ("3", leaf(subject=subject, without=[NAMES])),
    ):
        yield chain(f"pathological::nc-dos-{case}", root(limits), made, host=names[0])


def _long_chains() -> Iterator[ServedCase]:
    """A hundred authorities, each certified by the one before it, none by a root; of one name, of one key."""
    for subjects in ("distinct", "same"):
        for keys in ("distinct", "same"):
            shared = new_key() if keys == "same" else None
            parts = [_link(place, subjects, shared) for place in range(LONG)]
            case = f"pathological::pathological-chain-{subjects}-subject-{keys}-key"
            yield chain(case, root(), *parts, leaf(above=LONG))


def _link(place: int, subjects: str, shared: Key | None) -> Part:
    subject = name("Long" if subjects == "same" else f"Long {place}")
    key, without = shared or new_key(), [NAMES, OWN_KEY, ISSUER_KEY]
    if place == 0:
        return root(subject=subject, key=key, without=without)
    return issuer(subject=subject, key=key, without=without)
