from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from scanner.lab.certificates.issuing import signed_again_with_sha1
from scanner.probes.tls.certificates.chain_order import arrangement
from scanner.probes.tls.certificates.chains import judged_chains, sct_count
from scanner.probes.tls.certificates.issuer_links import IssuerLinks
from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.wire.client_hello import vector
from tests.scanner.probes.authority import DAY, Issued, authority, leaf, now
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, nginx
from tests.scanner.probes.tls.asking import ROOT, ca_file, facts_of

SUB = authority(ROOT, "Example Sub CA")
LOWER = authority(SUB, "Example Lower CA")
LEAF = leaf(LOWER)
STRANGER = leaf(None, name="stranger.test")
CROSS = authority(authority(name="Other Root"), "Example Root", key=ROOT.key)
SCT = vector(2, bytes(47))
ONE_SCT = bytes(33) + (1_700_000_000_000).to_bytes(8, "big") + bytes(2) + b"\4\3" + vector(2, b"signed")
SCT_LIST = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2")


def _certificates(*issued: Issued) -> list[x509.Certificate]:
    return [one.certificate for one in issued]


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        ((LEAF, LOWER, SUB), ()),
        ((LEAF, LOWER, SUB, ROOT), ()),  # a root may come along
        ((LEAF, LOWER, SUB, CROSS), ()),  # and so may a cross-signed one
        ((LEAF, SUB, LOWER), ("misordered",)),
        ((LEAF, LOWER, SUB, STRANGER), ("surplus",)),
        ((LEAF, LOWER, LOWER, SUB), ("surplus",)),
        ((LEAF, STRANGER, SUB, LOWER), ("surplus", "misordered")),
        ((STRANGER,), ()),
    ],
)
def test_arrangements(sent: tuple[Issued, ...], faults: tuple[str, ...]) -> None:
    """Each fault of a list, and what is none."""
    assert arrangement(IssuerLinks(_certificates(*sent)), None) == faults


def test_a_missing_intermediate() -> None:
    """What verification missed is a fault of the list; what then hangs on nothing is of no use."""
    assert arrangement(IssuerLinks(_certificates(LEAF)), "incomplete") == ("missing_intermediate",)
    assert arrangement(IssuerLinks(_certificates(LEAF, SUB)), "incomplete") == (
        "missing_intermediate",
        "surplus",
    )


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    length = (
        bytes((size,))
        if size < 0x80
        else bytes((0x82 if size > 0xFF else 0x81, *size.to_bytes(2).lstrip(b"\0")))
    )
    return bytes((tag,)) + length + content


def _oid(encoded: str) -> bytes:
    return _der(6, bytes.fromhex(encoded))


def _staple(scts: bytes) -> bytes:
    """An OCSP response (RFC 6960, 4.2.1) with SCTs (RFC 6962, 3.3), which no library here can write."""
    name, time = _der(0x04, bytes(20)), _der(0x18, b"20260101000000Z")
    identity = _der(0x30, _der(0x30, _oid("2b0e03021a")), name, name, _der(0x02, b"\1"))
    extension = _der(0x30, _oid("2b06010401d679020405"), _der(0x04, _der(0x04, scts)))
    single = _der(0x30, identity, b"\x80\0", time, _der(0xA1, _der(0x30, extension)))
    data = _der(0x30, _der(0xA2, name), time, _der(0x30, single))
    basic = _der(0x30, data, _der(0x30, _oid("2a8648ce3d040302")), _der(0x03, bytes(9)))
    answer = _der(0x30, _oid("2b0601050507300101"), _der(0x04, basic))
    return _der(0x30, _der(0x0A, b"\0"), _der(0xA0, answer))


def test_scts() -> None:
    """Those of the handshake are counted, and nothing that cannot be read."""
    shown = PresentedChain(certificates=(b"",), scts=vector(2, SCT * 2))
    assert sct_count(LEAF.certificate, shown) == 2
    stapled = PresentedChain(
        certificates=(b"",), staple=_staple(vector(2, vector(2, ONE_SCT) * 4)), scts=shown.scts
    )
    assert sct_count(LEAF.certificate, stapled) == 6
    for nonsense in (b"?", b"\xff\xff", vector(2, b"\xff\xff")):
        broken = PresentedChain(certificates=(b"",), staple=nonsense, scts=nonsense)
        assert sct_count(LEAF.certificate, broken) == 0


def test_embedded_scts() -> None:
    """Those of the certificate are counted, too; a list that cannot be read counts as none."""
    content = vector(2, vector(2, ONE_SCT) * 3)
    made = leaf(
        LOWER, extra=(x509.UnrecognizedExtension(SCT_LIST, b"\4" + bytes([0x81, len(content)]) + content),)
    )
    assert sct_count(made.certificate, PresentedChain(certificates=())) == 3
    broken = leaf(LOWER, extra=(x509.UnrecognizedExtension(SCT_LIST, b"?"),))
    assert sct_count(broken.certificate, PresentedChain(certificates=())) == 0


def test_a_chain_is_verified_again_at_another_time_and_under_other_roots() -> None:
    """What is kept for a minute is carried neither to another day nor to another CA file."""
    made, at = leaf(LOWER, begin=DAY, end=3 * DAY), now()
    shown = [PresentedChain(certificates=tuple(one.public_bytes(Encoding.DER) for one in made.chain))]
    trusted = [
        next(judged_chains(shown, (ROOT.certificate,), moment)).trusted
        for moment in (at, at + timedelta(seconds=1), at + 2 * DAY)
    ]
    assert trusted == [False, False, True]
    assert next(judged_chains(shown, (), at + 2 * DAY)).trusted is False


def test_a_chain_without_a_leaf() -> None:
    """A leaf that is no certificate leaves nothing to be judged."""
    assert (
        list(
            judged_chains(
                [PresentedChain(certificates=(b"nonsense",)), PresentedChain(certificates=())], (), now()
            )
        )
        == []
    )


@pytest.mark.parametrize("protocol", [MODERN, INTERMEDIATE])
async def test_as_a_server_sends_it(tmp_path: Path, protocol: str) -> None:
    """A misordered chain is trusted, and its fault is told, over TLS 1.2 as over 1.3."""
    file, key = LEAF.write(tmp_path, "server")
    wrong = _certificates(LEAF, SUB, LOWER)
    file.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in wrong))
    with nginx(tmp_path, (file, key), protocol=protocol) as port:
        facts = await facts_of(port, ca_file=ca_file(tmp_path))
    (chain,) = facts.chains
    assert [one.subject for one in chain.certificates] == [one.subject.rfc4514_string() for one in wrong]
    assert (chain.trusted, chain.arrangement, chain.sct_count) == (True, ("misordered",), 0)
    assert len(chain.verified_chain) == 4


def test_a_signature_that_cannot_be_verified_here_goes_by_the_names() -> None:
    """A SHA-1 signature, which the library refuses to look at, makes no certificate superfluous."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    signer = authority(ROOT, "Example RSA CA", key=key)
    weak = signed_again_with_sha1(leaf(signer).certificate, key)
    assert arrangement(IssuerLinks([weak, signer.certificate]), None) == ()
