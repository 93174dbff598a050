"""Fuzzes the parsers of what a TLS server sends: any bytes may raise MalformedError, and nothing else.

Needs atheris (https://github.com/google/atheris), which ``make fuzz`` installs beside the environment.
"""

import sys
from collections.abc import Callable
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["scanner.probes.tls.wire"]):
    from scanner.probes.tls.wire import certificate_message, server_flight, ssl2
    from scanner.probes.tls.wire.client_hello import plaintext
    from scanner.probes.tls.wire.records import MalformedError, Message, RecordReader

PARSERS: tuple[Callable[[bytes], object], ...] = (
    server_flight.server_hello,
    server_flight.encrypted_extensions,
    server_flight.alpn,
    certificate_message.certificates,
    certificate_message.certificates_1_3,
    certificate_message.staple,
    lambda body: server_flight.key_exchange(body, "TLS_ECDHE_RSA_WITH_X"),
    lambda body: server_flight.key_exchange(body, "TLS_DHE_RSA_WITH_X"),
    ssl2.record_length,
    ssl2.server_ciphers,
)


def read(data: bytes) -> None:
    """Take the bytes for records, and the messages in them for every kind of message."""
    for part in RecordReader().feed(data):
        if isinstance(part, Message):
            attempt(PARSERS[part.kind % len(PARSERS)], part.body)


def attempt(parse: Callable[[bytes], object], data: bytes) -> None:
    """Parse; the one error is expected, any other ends the fuzzing with a report."""
    with suppress(MalformedError):
        parse(data)


def fuzz(data: bytes) -> None:
    """One input: its first byte chooses how the rest is read."""
    if not data:
        return
    choice, rest = data[0] % (len(PARSERS) + 2), data[1:]
    if choice < len(PARSERS):
        attempt(PARSERS[choice], rest)
    else:
        attempt(read, rest if choice == len(PARSERS) else plaintext(22, rest[:0x4000]))


atheris.Setup(sys.argv, fuzz)
atheris.Fuzz()
