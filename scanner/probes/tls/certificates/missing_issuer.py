"""The issuer that a presented chain lacks: an intermediate not sent, or a CA that nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509

from scanner.probes.tls.certificates.parsing import UNREADABLE, describe, extension
from scanner.probes.tls.certificates.roots import Roots, owner_of


@dataclass(frozen=True)
class MissingIssuer:
    """``issuer``: its name. ``is_intermediate``: it seems to stand under a trusted root."""

    issuer: str
    is_intermediate: bool


def first_missing_issuer(
    presented: Sequence[x509.Certificate], stores: Sequence[Roots]
) -> MissingIssuer | None:
    """Where the chain breaks off; None when every issuer was presented.

    That an intermediate is missing cannot be proved without it. It is assumed where the missing issuer is of
    the same organization and country as a trusted root, or where the authority key identifier names one.
    """
    described = [describe(certificate) for certificate in presented]
    subjects = {facts.subject for facts in described}
    for certificate, facts in zip(presented, described, strict=True):
        issuer = facts.issuer
        if issuer not in subjects or issuer == UNREADABLE:
            is_intermediate = any(_is_intermediate(certificate, store) for store in stores)
            is_intermediate = is_intermediate and issuer != UNREADABLE and not _is_root(certificate, stores)
            return MissingIssuer(issuer, is_intermediate)
    return None


def _is_root(certificate: x509.Certificate, stores: Sequence[Roots]) -> bool:
    """Whether the issuer bears a root's name, although the root did not sign."""
    return any(certificate.issuer in store.subjects for store in stores)


def _is_intermediate(certificate: x509.Certificate, store: Roots) -> bool:
    identifier = extension(certificate, x509.AuthorityKeyIdentifier)
    names = (identifier.authority_cert_issuer if identifier else None) or ()
    named = [name.value for name in names if isinstance(name, x509.DirectoryName)]
    owner = owner_of(certificate.issuer)
    return bool(store.subjects.intersection(named)) or (bool(owner) and owner in store.owners)
