"""What browsers refuse in a path that verifies otherwise, and what keeps us from telling."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec
from cryptography.hazmat.primitives.serialization import Encoding

from scanner.probes.tls.certificates.extension_reading import READ_BY_BROWSERS, malformed
from scanner.probes.tls.certificates.names import subject_of, text_of
from scanner.probes.tls.certificates.parsing import MALFORMED, attempt, extension, serves

SMALLEST_CURVE = 224  # bits
NAME_LENGTH = 100  # characters
POLICY_MAPPINGS = x509.ObjectIdentifier("2.5.29.33")
PASSED_OVER = ("policy_mappings",)  # by the strict reader, which gives such an extension as it stands


@dataclass(frozen=True)
class Objection:
    """``is_refusal``: browsers refuse the path; else it holds something that cannot be read here."""

    text: str
    is_refusal: bool = True


def objection(path: Sequence[x509.Certificate]) -> Objection | None:
    """The first thing to say against a path, leaf first and root last; a root's extensions don't count."""
    below_root = path[:-1] if len(path) > 1 else path
    objections = [
        *_purposes(below_root),
        *_constraints(path),
        *_root_key(path[-1]),
        *_subject(path[0]),
        *_malformed(path),
    ]
    unreadable = [*_undecodable(below_root), *_leaf_key(path[0])]
    return next(iter([*objections, *unreadable]), None)


def _purposes(path: Sequence[x509.Certificate]) -> Iterator[Objection]:
    """RFC 5280 limits the leaf only; browsers and OpenSSL hold issuers to their extendedKeyUsage as well."""
    for certificate in path:
        if not serves(extension(certificate, x509.ExtendedKeyUsage)):
            yield Objection(f"extendedKeyUsage does not allow serverAuth: {_named(certificate)}")


def _constraints(path: Sequence[x509.Certificate]) -> Iterator[Objection]:
    """A wildcard is held to name constraints with every name that it stands for; empty ones are an error."""
    wildcards = [name[2:].lower() for name in _dns_names(path[0]) if name.startswith("*.")]
    for issuer in path[1:]:
        constraints = extension(issuer, x509.NameConstraints)
        if constraints is None:
            continue
        permitted, excluded = constraints.permitted_subtrees or (), constraints.excluded_subtrees or ()
        if not permitted and not excluded:
            yield Objection(f"empty name constraints: {_named(issuer)}")
        if any(_stands_for(wildcard, subtree) for wildcard in wildcards for subtree in _dns_of(excluded)):
            yield Objection(f"name constraints exclude a name of the wildcard: {_named(issuer)}")
        trees = list(_dns_of(permitted))
        if trees and any(not _is_within(wildcard, trees) for wildcard in wildcards):
            yield Objection(f"name constraints do not permit all names of the wildcard: {_named(issuer)}")


def _stands_for(parent: str, subtree: str) -> bool:
    """Whether a wildcard under ``parent`` covers a name of the subtree."""
    label, _, rest = subtree.partition(".")
    return rest == parent and bool(label)


def _is_within(parent: str, trees: Iterable[str]) -> bool:
    return any(not tree or f".{parent}".endswith(f".{tree}") for tree in trees)


def _dns_of(names: Sequence[x509.GeneralName]) -> Iterator[str]:
    for name in names:
        if isinstance(name, x509.DNSName):
            yield name.value.lower().lstrip(".")


def _dns_names(leaf: x509.Certificate) -> list[str]:
    names = extension(leaf, x509.SubjectAlternativeName)
    return names.get_values_for_type(x509.DNSName) if names else []


def _root_key(root: x509.Certificate) -> Iterator[Objection]:
    key = attempt(root.public_key, None)
    is_small = isinstance(key, ec.EllipticCurvePublicKey) and key.key_size < SMALLEST_CURVE
    if is_small or isinstance(key, dsa.DSAPublicKey):
        yield Objection(f"no browser knows the kind of the root's key: {_named(root)}")


def _subject(leaf: x509.Certificate) -> Iterator[Objection]:
    """RFC 5280, 4.1.2.6: with an empty subject, subjectAltName must be critical."""
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        if not names.critical and not list(leaf.subject):
            yield Objection("the subject is empty and subjectAltName is not critical")
    except (x509.ExtensionNotFound, *MALFORMED):
        return


def _malformed(path: Sequence[x509.Certificate]) -> Iterator[Objection]:
    """Of the root too: a browser that cannot read a root does not know it."""
    for certificate in path:
        kinds: Collection[str] = READ_BY_BROWSERS
        try:
            kinds = PASSED_OVER if any(one.oid == POLICY_MAPPINGS for one in certificate.extensions) else ()
        except x509.DuplicateExtension as error:
            yield Objection(f"an extension occurs twice ({error.oid.dotted_string}): {_named(certificate)}")
        except MALFORMED:
            pass
        if kinds and (kind := _malformed_extension(certificate, kinds)):
            yield Objection(f"{kind} is malformed: {_named(certificate)}")


def _malformed_extension(certificate: x509.Certificate, kinds: Collection[str]) -> str | None:
    from scanner.probes.tls.certificates.lenient_reading import LenientCertificate  # noqa: PLC0415 - few need it

    read = LenientCertificate.load(certificate.public_bytes(Encoding.DER))
    return malformed(read, kinds) if read else None


def _undecodable(path: Sequence[x509.Certificate]) -> Iterator[Objection]:
    for certificate in path:
        if attempt(partial(getattr, certificate, "extensions"), None) is None:
            yield Objection(f"an extension cannot be decoded: {_named(certificate)}", is_refusal=False)


def _leaf_key(leaf: x509.Certificate) -> Iterator[Objection]:
    if attempt(leaf.public_key, None) is None:
        yield Objection("the leaf's public key is of a kind that cannot be read", is_refusal=False)


def _named(certificate: x509.Certificate) -> str:
    return text_of(subject_of(certificate))[:NAME_LENGTH]
