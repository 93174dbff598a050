from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from scanner.probes.tls.connection.connection import Door
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.handshake.tls13_certificate import Shown, certificate_of
from scanner.probes.tls.wire.codes import ECDSA_SIGNATURES, GROUPS, RSA_SIGNATURES, ContentType
from scanner.probes.tls.wire.hello import plaintext
from scanner.probes.tls.wire.records import Ciphertext, MalformedError
from scanner.probes.tls.wire.secrets import READABLE_GROUPS, READABLE_SUITES, X25519, KeyPair, Reader, new_key
from tests.scanner.probes.authority import HOST, leaf, rsa_key
from tests.scanner.probes.tls.asking import ROOT, context, issue
from tests.scanner.probes.tls.servers import s_server

# RFC 8448, section 3: a simple 1-RTT handshake.
CLIENT_KEY = "49af42ba7f7994852d713ef2784bcbcaa7911de26adc5642cb634540e7ea5005"
SERVER_SHARE = "c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f"
SHARED = "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d"
CLIENT_HELLO = (
    "010000c00303cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7000006130113031302010000"
    "910000000b0009000006736572766572ff01000100000a00140012001d001700180019010001010102010301040023000000"
    "3300260024001d002099381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c002b0003020304000d"
    "0020001e040305030603020308040805080604010501060102010402050206020202002d00020101001c00024001"
)
SERVER_HELLO = (
    "020000560303a6af06a4121860dc5e6e60249cd34c95930c8ac5cb1434dac155772ed3e2692800130100002e00330024001d"
    f"0020{SERVER_SHARE}002b00020304"
)
SERVER_WRITE_KEY, SERVER_WRITE_IV = "3fce516009c21727d0f2e4e86ee403bc", "5d313eb2671276ee13000b30"
OPENSSL_SUITES = ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256")
OPENSSL_GROUPS = ("X25519", "P-256", "P-384", "P-521")


def _reader() -> Reader:
    transcript = bytes.fromhex(CLIENT_HELLO + SERVER_HELLO)
    return Reader(0x1301, bytes.fromhex(SHARED), transcript)


def _sealed(content: bytes) -> Ciphertext:
    """A first record under the keys that RFC 8448 prints."""
    header = plaintext(ContentType.APPLICATION_DATA, bytes(len(content) + 16))[:5]
    cipher = AESGCM(bytes.fromhex(SERVER_WRITE_KEY))
    return Ciphertext(header, cipher.encrypt(bytes.fromhex(SERVER_WRITE_IV), content, header))


def test_the_shared_secret() -> None:
    """X25519, with the keys of RFC 8448."""
    private = X25519PrivateKey.from_private_bytes(bytes.fromhex(CLIENT_KEY))
    pair = KeyPair(X25519, private, private.public_key().public_bytes_raw())
    assert pair.shared_with(bytes.fromhex(SERVER_SHARE)).hex() == SHARED


def test_the_key_schedule() -> None:
    """The traffic keys derived from RFC 8448's handshake are those that it prints; padding is taken off."""
    assert _reader().open(_sealed(b"a message\x16\0\0\0")) == (ContentType.HANDSHAKE, b"a message")


def test_what_does_not_decrypt() -> None:
    """A changed record, one of nothing but padding, and one out of turn are the server's fault."""
    good = _sealed(b"x\x16")
    for wrong in (
        Ciphertext(good.header, good.body[:-1] + b"?"),
        _sealed(bytes(8)),
        Ciphertext(good.header, b""),
    ):
        with pytest.raises(MalformedError):
            _reader().open(wrong)
    reader = _reader()
    reader.open(good)
    with pytest.raises(MalformedError):
        reader.open(good)


@pytest.mark.parametrize("group", READABLE_GROUPS)
@given(share=st.binary(max_size=140))
def test_any_key_share(group: int, share: bytes) -> None:
    """A share that is no valid key is an error of its own kind."""
    failure = "key share"
    try:
        new_key(group).shared_with(share)
    except MalformedError as error:
        failure = str(error)
    assert "key share" in failure


@pytest.mark.parametrize(
    ("suite", "group"),
    [*((suite, 0) for suite in range(3)), *((1, group) for group in range(1, 4))],
)
async def test_against_openssl(tmp_path: Path, suite: int, group: int) -> None:
    """With every suite and group that is readable here, a real server's certificate is read."""
    issued = leaf(ROOT)
    options = ("-tls1_3", "-ciphersuites", OPENSSL_SUITES[suite], "-groups", OPENSSL_GROUPS[group])
    with s_server(tmp_path, *issue(tmp_path, (issued,)), options=(*options, "-alpn", "h2")) as port:
        door = Door("127.0.0.1", port, HOST, context(), Stopwatch(20))
        codes = (READABLE_SUITES[suite],), (READABLE_GROUPS[group],)
        shown = await certificate_of(door, *codes, ECDSA_SIGNATURES, ("h2",))
        refused = await certificate_of(door, *codes, RSA_SIGNATURES, ())
    assert isinstance(shown, Shown), GROUPS[READABLE_GROUPS[group]]
    assert shown.alpn == "h2"
    assert not isinstance(refused, Shown)
    assert len(shown.chain.certificates) == 1


async def test_a_client_certificate_is_wanted(tmp_path: Path) -> None:
    """The request for one, before the certificate, does not disturb; nor do groups that are not readable."""
    files = issue(tmp_path, (leaf(ROOT, key=rsa_key()),))
    with s_server(tmp_path, *files, options=("-tls1_3", "-Verify", "1")) as port:
        door = Door("127.0.0.1", port, HOST, context(), Stopwatch(20))
        shown = await certificate_of(door, READABLE_SUITES, (0x11EC, 0x17), RSA_SIGNATURES, ())
        unreadable = await certificate_of(door, READABLE_SUITES, (0x11EC,), RSA_SIGNATURES, ())
    assert isinstance(shown, Shown)
    assert shown.chain.certificates
    assert not isinstance(unreadable, Shown)
