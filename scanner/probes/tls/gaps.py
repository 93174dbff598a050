"""The issuer that a presented chain lacks: an intermediate not sent, or a CA that nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.x509.oid import NameOID

from scanner.probes.tls.certificates import UNREADABLE, describe, extension
from scanner.probes.tls.roots import Roots


@dataclass(frozen=True)
class Gap:
    """The first issuer not presented. ``is_intermediate``: it seems to stand under a trusted root."""

    issuer: str
    is_intermediate: bool


def first_gap(presented: Sequence[x509.Certificate], stores: Sequence[Roots]) -> Gap | None:
    """Where the chain breaks off; None when every issuer was presented.

    That an intermediate is missing cannot be proved without it. It is assumed where the missing issuer is of
    the same organization and country as a trusted root, or where the authority key identifier names one.
    """
    described = [describe(certificate) for certificate in presented]
    subjects = {one.subject for one in described}
    for certificate, described_one in zip(presented, described, strict=True):
        issuer = described_one.issuer
        if issuer not in subjects or issuer == UNREADABLE:
            trusted = [root.subject for store in stores for root in store.certificates]
            return Gap(issuer, issuer != UNREADABLE and _is_intermediate(certificate, trusted))
    return None


def _is_intermediate(certificate: x509.Certificate, trusted: Sequence[x509.Name]) -> bool:
    if certificate.issuer in trusted:
        return False  # it bears a root's name, yet the root did not sign
    identifier = extension(certificate, x509.AuthorityKeyIdentifier)
    names = (identifier.authority_cert_issuer if identifier else None) or ()
    named = [name.value for name in names if isinstance(name, x509.DirectoryName)]
    owner = _owner(certificate.issuer)
    return any(root in named or (owner and _owner(root) == owner) for root in trusted)


def _owner(name: x509.Name) -> tuple[str, ...]:
    """Organization and country; empty when there is no organization."""
    organizations = name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    countries = name.get_attributes_for_oid(NameOID.COUNTRY_NAME)
    return tuple(str(part.value) for part in (*organizations, *countries)) if organizations else ()
