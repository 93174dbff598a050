from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.probes.tls.wire import certificate_message, server_flight, ssl2
from scanner.probes.tls.wire.client_hello import extension, vector
from scanner.probes.tls.wire.codes import GROUPS, Extension, Version, key_bits, suite, suites
from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.records import MESSAGE_HEADER, MalformedError
from tests.scanner.probes.tls.flights import GREASE, hello_retry, server_hello
from tests.scanner.probes.tls.flights import certificate as certificate_bytes

PARSERS: dict[str, Callable[[bytes], object]] = {
    "server_hello": server_flight.server_hello,
    "extensions": server_flight.extensions,
    "encrypted_extensions": server_flight.encrypted_extensions,
    "alpn": server_flight.alpn,
    "certificates": certificate_message.certificates,
    "certificates_1_3": certificate_message.certificates_1_3,
    "staple": certificate_message.staple,
    "ECDHE": lambda body: server_flight.key_exchange(body, "TLS_ECDHE_RSA_WITH_X"),
    "DHE": lambda body: server_flight.key_exchange(body, "TLS_DHE_RSA_WITH_X"),
    "ssl2.record_length": ssl2.record_length,
    "ssl2.server_ciphers": ssl2.server_ciphers,
}


@pytest.mark.parametrize("name", PARSERS)
@given(data=st.binary(max_size=400))
def test_any_bytes(name: str, data: bytes) -> None:
    """No parser raises anything but the one error."""
    failure = ""
    try:
        PARSERS[name](data)
    except MalformedError as error:
        failure = str(error)
    assert len(failure) < 200


@given(st.binary(max_size=60), st.integers(0, 200))
def test_damaged_hellos(damage: bytes, place: int) -> None:
    """A good hello with some bytes overwritten, or cut short, is read or refused."""
    good = hello_retry(more=[(Extension.ALPN, b"\0\3\2h2"), (GREASE, b"??")])[MESSAGE_HEADER:]
    for body in (good[:place] + damage + good[place + len(damage) :], good[:place]):
        failure = ""
        try:
            server_flight.server_hello(body)
        except MalformedError as error:
            failure = str(error)
        assert len(failure) < 200


def test_a_server_hello() -> None:
    """Version, suite and what the extensions say."""
    listed = [
        (Extension.ALPN, b"\0\3\2h2"),
        (Extension.EXTENDED_MASTER_SECRET, b""),
        (Extension.RENEGOTIATION_INFO, b"\0"),
        (GREASE, b"?"),
    ]
    found = server_flight.server_hello(server_hello(extensions=listed)[MESSAGE_HEADER:])
    assert (found.version, found.suite, found.hello_retry) == (Version.TLS_1_2, 0x002F, False)
    assert (found.alpn, found.extended_master_secret, found.secure_renegotiation) == ("h2", True, True)
    bare = server_flight.server_hello(server_hello()[MESSAGE_HEADER:-2])  # as old servers send it
    assert (bare.alpn, bare.extended_master_secret, bare.secure_renegotiation) == (None, False, False)


def test_a_hello_retry_request() -> None:
    """It is told by its random, and names version, suite and group."""
    found = server_flight.server_hello(hello_retry(0x1302, 0x11EC)[MESSAGE_HEADER:])
    assert (found.version, found.suite, found.hello_retry, found.group) == (
        Version.TLS_1_3,
        0x1302,
        True,
        0x11EC,
    )


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=30))
def test_certificates(chain: list[bytes]) -> None:
    """A chain comes out as it went in, in both forms of the message."""
    assert list(certificate_message.certificates(certificate_bytes(*chain)[MESSAGE_HEADER:])) == chain
    entries = b"".join(vector(3, one) + vector(2, extension(18, b"x")) for one in chain)
    found = certificate_message.certificates_1_3(vector(1, b"") + vector(3, entries))
    assert [one for one, _ in found] == chain
    assert all(listed == {18: b"x"} for _, listed in found)


def test_key_exchanges() -> None:
    """A named curve, the prime of DHE without leading zeros, and nothing where there is nothing."""
    assert server_flight.key_exchange(b"\3\0\x17\1x", "TLS_ECDHE_ECDSA_WITH_X").group == 0x17
    assert server_flight.key_exchange(b"\1\0\x17\1x", "TLS_ECDHE_ECDSA_WITH_X").group is None
    assert server_flight.key_exchange(b"\0\3\0\xff\1", "TLS_DH_anon_WITH_X").dh_prime == b"\xff\1"
    assert server_flight.key_exchange(b"", "TLS_RSA_WITH_X") == server_flight.KeyExchange()


def test_too_many_extensions() -> None:
    """A hello cannot make us keep thousands of them."""
    with pytest.raises(MalformedError, match="64"):
        server_flight.extensions(b"".join(extension(kind, b"") for kind in range(65)))


def test_ssl2() -> None:
    """A server's hello names the ciphers it shares; its error message names none."""
    sent = ssl2.client_hello()
    assert ssl2.record_length(sent) == len(sent)
    cursor = Cursor(sent[2:])
    assert (cursor.number(1), cursor.number(2), cursor.number(2)) == (1, 2, 3 * len(ssl2.CIPHER_KINDS))
    kinds = bytes.fromhex("010080 0700c0 ffffff")
    hello = b"\4\0\1\0\2" + b"\0\0" + len(kinds).to_bytes(2, "big") + b"\0\0" + kinds
    found = ssl2.server_ciphers(b"\x80\0" + hello)
    assert [one.key_size for one in found or ()] == [128, 168]
    assert ssl2.server_ciphers(b"\x80\3\0\0\1") is None


def test_the_registry() -> None:
    """Names and numbers are IANA's, without GREASE and signalling values, and every key size is known."""
    assert suite(0xC02F).name == "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
    assert suite(0x1303).key_size == 256
    assert suite(0x9999).name == "UNKNOWN_0x9999"
    assert not {0x00FF, 0x5600}.intersection(suites())
    assert all(one.key_size or "NULL" in one.name for one in suites().values())
    assert (key_bits("TLS_RSA_EXPORT_WITH_DES40_CBC_SHA"), key_bits("TLS_RSA_WITH_3DES_EDE_CBC_SHA")) == (
        40,
        168,
    )
    assert GROUPS[0x11EC] == "X25519MLKEM768"
