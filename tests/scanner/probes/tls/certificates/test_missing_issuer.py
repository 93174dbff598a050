"""An intermediate left out is told from an authority that nobody knows."""

from datetime import date
from tomllib import loads

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from checks.facts import CertificateChain
from scanner.probes.tls.certificates.chains import judged_chains
from scanner.probes.tls.certificates.missing_issuer import TABLE
from scanner.probes.tls.certificates.names import owner_of
from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.certificates.roots import mozilla
from tests.scanner.probes.authority import Issued, authority, leaf, now


def _judged(*sent: Issued, extra: tuple[Issued, ...] = ()) -> CertificateChain:
    encoded = tuple(one.certificate.public_bytes(Encoding.DER) for one in sent)
    roots = tuple(one.certificate for one in extra)
    (chain,) = judged_chains([PresentedChain(certificates=encoded)], roots, now())
    return chain


def _offering(url: str) -> x509.AuthorityInformationAccess:
    location = x509.UniformResourceIdentifier(url)
    return x509.AuthorityInformationAccess(
        [x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, location)]
    )


@pytest.mark.parametrize(
    ("organization", "name", "problem"),
    [
        ("Let's Encrypt", "R10", "incomplete"),
        ("Let's Encrypt", "R14", "incomplete"),
        ("Let's Encrypt", "E9", "incomplete"),
        ("ISRG", "Root YR", "incomplete"),
        ("Google Trust Services", "WR2", "incomplete"),
        ("Google Trust Services LLC", "GTS CA 1C3", "incomplete"),
        ("ZeroSSL", "ZeroSSL RSA Domain Secure Site CA", "incomplete"),
        ("ZeroSSL GmbH", "ZeroSSL TLS RSA SSL CA R 2", "incomplete"),
        ("GoGetSSL", "GoGetSSL RSA DV CA", "incomplete"),
        ("DigiCert, Inc.", "GeoTrust TLS RSA CA G1", "incomplete"),
        ("Sectigo Limited", "Sectigo Public Server Authentication CA DV R36", "incomplete"),
        ("GlobalSign nv-sa", "AlphaSSL CA - SHA256 - G4", "incomplete"),
        ("Amazon", "Amazon RSA 2048 M03", "incomplete"),
        ("Microsoft Corporation", "Microsoft Azure RSA TLS Issuing CA 03", "incomplete"),
        ("GoDaddy.com, Inc.", "Go Daddy Secure Certificate Authority - G2", "incomplete"),
        ("Sở Nội vụ", "CA noi bo", "unknown_issuer"),
        (None, "R12", "unknown_issuer"),
        ("Lets Encrypt Fans", "R12", "unknown_issuer"),
    ],
)
def test_public_authorities_are_known_by_their_organization(
    organization: str | None, name: str, problem: str
) -> None:
    """Also where it is not written as the root's is."""
    found = _judged(leaf(authority(name=name, organization=organization)))
    assert (found.trusted, found.trust_problem) == (False, problem)
    assert f"CN={name}" in found.trust_detail


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://r12.i.lencr.org/", "incomplete"),
        ("http://crt.sectigo.com/X.crt", "incomplete"),
        ("HTTP://Secure.GlobalSign.com:80/cacert/x.crt", "incomplete"),
        ("http://ca.example.test/ca.crt", "unknown_issuer"),
        ("http://notlencr.org/", "unknown_issuer"),
        ("http://lencr.org.example.test/", "unknown_issuer"),
        ("ldap:///CN=x?cACertificate", "unknown_issuer"),
    ],
)
def test_where_the_issuer_is_offered_tells(url: str, problem: str) -> None:
    """At a public authority's address it is that authority's. Nobody connects to the address."""
    found = _judged(leaf(authority(name="New", organization="New"), extra=(_offering(url),)))
    assert found.trust_problem == problem
    assert f"offered at {url}" in found.trust_detail


@pytest.mark.parametrize(
    ("root", "sub", "offered", "problem"),
    [
        ("AGENCY-ROOT-CA", "AGENCY-SUB-CA", None, "incomplete"),
        ("Sở TTTT Root", "Sở TTTT Issuing 2", None, "incomplete"),
        ("AGENCY-ROOT-CA", "PKI-02", "http://pki.agency.test/pki-02.crt", "incomplete"),
        ("AGENCY-ROOT-CA", "PKI-02", "ldap:///CN=PKI-02?cACertificate", "incomplete"),
        ("AGENCY-ROOT-CA", "Router 17 Root CA", None, "unknown_issuer"),
        ("AGENCY-ROOT-CA", "AGENCY-ROOT-CA", None, "unknown_issuer"),
    ],
)
def test_an_internal_authority_without_organization(
    root: str, sub: str, offered: str | None, problem: str
) -> None:
    """Under a root of the CA file that has none either, by a common word or by where it is offered."""
    top = authority(name=root, organization=None)
    extra = (_offering(offered),) if offered else ()
    made = leaf(authority(top if root != sub else None, sub, organization=None), extra=extra)
    assert _judged(made, extra=(top,)).trust_problem == problem
    assert _judged(made).trust_problem == "unknown_issuer"
    with_owner = leaf(authority(name=sub, organization="Somebody Else"), extra=extra)
    assert _judged(with_owner, extra=(top,)).trust_problem == "unknown_issuer"


def test_a_root_of_strangers_is_no_gap() -> None:
    """What an intermediate that was sent lacks is its root, which servers do not send."""
    lower = authority(authority(name="AGENCY-ELSE", organization=None), "AGENCY-SUB", organization=None)
    top = authority(name="AGENCY-ROOT-CA", organization=None)
    assert _judged(leaf(lower), lower, extra=(top,)).trust_problem == "unknown_issuer"


def test_the_gap_is_looked_for_from_the_leaf_up() -> None:
    """A stranger whose issuer was not sent does not name the gap."""
    lower = authority(authority(name="R13", organization="Let's Encrypt"), "Lower")
    stranger = leaf(authority(name="Else", organization="Else"))
    found = _judged(leaf(lower), stranger, lower)
    assert (found.trust_problem, "CN=R13" in found.trust_detail) == ("incomplete", True)


@pytest.mark.parametrize(
    ("written", "owner"),
    [
        ("Google Trust Services LLC", "google trust services"),
        ("DigiCert, Inc.", "digicert"),
        ("GlobalSign nv-sa", "globalsign"),
        ("Inc.", "inc"),
        ("  Sở   Nội vụ ", "sở nội vụ"),
    ],
)
def test_owners_are_compared_without_their_legal_form(written: str, owner: str) -> None:
    """Nor case, punctuation or spaces."""
    assert owner_of(x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, written)])) == owner


def test_the_table_says_where_it_is_from() -> None:
    """It has a day and sources; organizations are written as they are compared; its roots are known."""
    table = loads(TABLE.read_text("utf-8"))
    assert isinstance(table["as_of"], date)
    known = {root.subject.rfc4514_string() for root in mozilla().certificates}
    for entry in table["authority"]:
        assert entry["source"].startswith("https://")
        assert all(host.startswith(".") for host in entry["ca_issuers"])
        for written in entry["organizations"]:
            name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, written)])
            assert owner_of(name) == written
        assert any(f"CN={root}" in subject for root in entry["roots"] for subject in known), entry["name"]
