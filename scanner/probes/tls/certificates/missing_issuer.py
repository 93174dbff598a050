"""The issuer that a presented chain lacks: an intermediate not sent, or a CA that nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tomllib import loads

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from scanner.probes.tls.certificates.issuer_links import IssuerLinks
from scanner.probes.tls.certificates.names import (
    issuer_of,
    name_key,
    owner_of,
    subject_of,
    text_of,
    words_of,
)
from scanner.probes.tls.certificates.parsing import UNREADABLE, extension, is_ca
from scanner.probes.tls.certificates.roots import Roots, mozilla

TABLE = Path(__file__).with_name("public_intermediates.toml")
URL_LENGTH = 100


@dataclass(frozen=True)
class MissingIssuer:
    """``text``: its name, and where the certificate says it can be had; nobody has fetched it from there.

    ``is_intermediate``: it seems to stand under a trusted root.
    """

    text: str
    is_intermediate: bool


@dataclass(frozen=True)
class PublicAuthorities:
    """Who issues under Mozilla's roots by another name than theirs: organizations, hosts of caIssuers."""

    organizations: frozenset[str]
    hosts: tuple[str, ...]


@cache
def public_authorities() -> PublicAuthorities:
    """The table, which says where it is from and of which day."""
    table = loads(TABLE.read_text("utf-8"))["authority"]
    hosts = tuple(host for entry in table for host in entry["ca_issuers"])
    return PublicAuthorities(frozenset(name for entry in table for name in entry["organizations"]), hosts)


def first_missing_issuer(links: IssuerLinks, stores: Sequence[Roots]) -> MissingIssuer | None:
    """Where the chain breaks off, from the leaf up; None when every issuer was presented.

    That an intermediate is missing cannot be proved without it. It is assumed where the missing issuer is of
    the same organization as a trusted root, or one that is known to issue under such a root, where the
    certificate offers it at such an authority's address, and where the authority key identifier names a root.
    """
    reached, places = {0}, [0]
    while places:
        place = places.pop(0)
        above = [
            parent for parent, name in enumerate(links.subjects) if name and name == links.issuers[place]
        ]
        if not above:
            return _missing(links, place, stores)
        places += [parent for parent in above if parent not in reached]
        reached.update(above)
    return None


def _missing(links: IssuerLinks, place: int, stores: Sequence[Roots]) -> MissingIssuer:
    certificate, issuer = links.certificates[place], links.issuers[place]
    if issuer is None:
        return MissingIssuer(UNREADABLE, is_intermediate=False)
    is_root = any(issuer in store.by_name for store in stores)  # by its name, although the root did not sign
    is_intermediate = not is_root and any(_is_under(certificate, store) for store in stores)
    urls = _ca_issuers(certificate)
    offered = f", offered at {urls[0][:URL_LENGTH]}" if urls else ""
    name = text_of(issuer_of(certificate))
    return MissingIssuer(f"{name}{offered}", is_intermediate)


def _is_under(certificate: x509.Certificate, store: Roots) -> bool:
    owner = owner_of(issuer_of(certificate))
    if owner in store.owners or _names_root(certificate, store):
        return True
    if store is mozilla():
        public = public_authorities()
        offered = any(_host(url).endswith(public.hosts) for url in _ca_issuers(certificate))
        return offered or owner in public.organizations
    return not owner and not is_ca(certificate) and _is_internal(certificate, store)


def _names_root(certificate: x509.Certificate, store: Roots) -> bool:
    identifier = extension(certificate, x509.AuthorityKeyIdentifier)
    names = (identifier.authority_cert_issuer if identifier else None) or ()
    return any(
        name_key(name.value) in store.by_name for name in names if isinstance(name, x509.DirectoryName)
    )


def _is_internal(certificate: x509.Certificate, store: Roots) -> bool:
    """Whether an issuer without an organization seems to stand under a root that the user vouches for.

    Internal authorities often bear a common name only, or that and the domain components of a directory. It
    does where it shares a word of those with such a root, or where the certificate offers it somewhere.
    """
    words = words_of(issuer_of(certificate))
    names = [subject_of(root) for root in store.certificates]
    alike = [name for name in names if not owner_of(name) and (words & words_of(name))]
    return bool(alike) or (bool(_offers(certificate)) and any(not owner_of(name) for name in names))


def _offers(certificate: x509.Certificate) -> list[x509.GeneralName]:
    """Where the issuer's certificate can be had (RFC 5280, 4.2.2.1)."""
    method = AuthorityInformationAccessOID.CA_ISSUERS
    access = extension(certificate, x509.AuthorityInformationAccess) or ()
    return [entry.access_location for entry in access if entry.access_method == method]


def _ca_issuers(certificate: x509.Certificate) -> list[str]:
    return [name.value for name in _offers(certificate) if isinstance(name, x509.UniformResourceIdentifier)]


def _host(url: str) -> str:
    """The host of an http URL, with a dot before it."""
    scheme, _, rest = url.partition("://")
    host = rest.partition("/")[0].partition(":")[0].lower()
    return f".{host}" if scheme.lower() in {"http", "https"} else ""
