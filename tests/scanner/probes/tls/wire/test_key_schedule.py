"""The part of TLS 1.3's key schedule that reads the server's certificate, by the example of RFC 8448."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from scanner.probes.tls.wire.client_hello import plaintext
from scanner.probes.tls.wire.codes import ContentType
from scanner.probes.tls.wire.key_schedule import (
    CURVES,
    READABLE_GROUPS,
    X25519,
    KeyPair,
    RecordDecrypter,
    new_key,
)
from scanner.probes.tls.wire.records import Ciphertext, MalformedError

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


def _decrypter() -> RecordDecrypter:
    transcript = bytes.fromhex(CLIENT_HELLO + SERVER_HELLO)
    return RecordDecrypter(0x1301, bytes.fromhex(SHARED), transcript)


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
    assert _decrypter().open(_sealed(b"a message\x16\0\0\0")) == (ContentType.HANDSHAKE, b"a message")


def test_what_does_not_decrypt() -> None:
    """A changed record, one of nothing but padding, and one out of turn are the server's fault."""
    good = _sealed(b"x\x16")
    for wrong in (
        Ciphertext(good.header, good.body[:-1] + b"?"),
        _sealed(bytes(8)),
        Ciphertext(good.header, b""),
    ):
        with pytest.raises(MalformedError):
            _decrypter().open(wrong)
    decrypter = _decrypter()
    decrypter.open(good)
    with pytest.raises(MalformedError):
        decrypter.open(good)


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


@pytest.mark.parametrize("group", CURVES)
def test_the_secret_on_a_curve_is_the_library_s(group: int) -> None:
    """What needs no computing is what a server computes with its own key."""
    ours, theirs = new_key(group), ec.generate_private_key(CURVES[group]())
    share = theirs.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    point = ec.EllipticCurvePublicKey.from_encoded_point(CURVES[group](), ours.public)
    assert ours.shared_with(share) == theirs.exchange(ec.ECDH(), point)
    with pytest.raises(MalformedError):
        ours.shared_with(share[:-1] + bytes((share[-1] ^ 1,)))
