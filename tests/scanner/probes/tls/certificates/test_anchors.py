"""The root at the end of a path, which a server need not send."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from checks.facts import CertificateChain
from scanner.probes.tls.certificates import roots
from scanner.probes.tls.certificates.anchors import anchor_of, root_by_fingerprint
from scanner.probes.tls.certificates.chains import judged_chains
from scanner.probes.tls.certificates.presented import PresentedChain
from tests.scanner.probes.authority import DAY, Issued, authority, leaf, now
from tests.scanner.probes.tls.asking import ROOT

_DER = Encoding.DER
OLD = authority(name="Old Root", begin=-900 * DAY, end=-20 * DAY)
FUTURE = authority(name="Future Root", begin=DAY, end=900 * DAY)


def _chain(issued: Issued, root: Issued) -> CertificateChain:
    sent = tuple(one.public_bytes(_DER) for one in issued.chain)
    return next(iter(judged_chains([PresentedChain(certificates=sent)], (root.certificate,), now())))


@pytest.mark.parametrize("root", [ROOT, OLD, FUTURE])
def test_a_root_that_was_not_sent(root: Issued) -> None:
    """It is told whatever its dates are: they may be why there is no path."""
    chain = _chain(leaf(authority(root, "Example Sub CA")), root)
    found = anchor_of(chain, (root.certificate,))
    assert found is not None
    assert found.not_after == root.certificate.not_valid_after_utc
    assert found.self_signed


def test_a_chain_that_leads_nowhere_has_none() -> None:
    """A root that only bears the issuer's name did not sign."""
    chain = _chain(leaf(authority(name="Example Root")), ROOT)
    assert anchor_of(chain, (ROOT.certificate,)) is None


def test_roots_are_found_by_their_fingerprint() -> None:
    """Mozilla's and the user's."""
    for root in (ROOT.certificate, roots.mozilla().certificates[0]):
        assert root_by_fingerprint(root.fingerprint(hashes.SHA256()).hex(), (ROOT.certificate,)) == root
    assert root_by_fingerprint("00" * 32, ()) is None
