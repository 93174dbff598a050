"""Fuzzes the parsers of what a TLS server sends: any bytes may raise MalformedError, and nothing else.

Needs atheris (https://github.com/google/atheris), which ``make fuzz`` installs beside the environment.
"""

import sys
from collections.abc import Callable
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["scanner.probes.tls.wire"]):
    from scanner.probes.tls.wire import certificate, flight, ssl2
    from scanner.probes.tls.wire.hello import plaintext
    from scanner.probes.tls.wire.records import MalformedError, Message, Reader

PARSERS: tuple[Callable[[bytes], object], ...] = (
    flight.server_hello,
    flight.encrypted_extensions,
    flight.alpn,
    certificate.certificates,
    certificate.certificates_1_3,
    certificate.staple,
    lambda body: flight.key_exchange(body, "TLS_ECDHE_RSA_WITH_X"),
    lambda body: flight.key_exchange(body, "TLS_DHE_RSA_WITH_X"),
    ssl2.needed,
    ssl2.server_kinds,
)


def read(data: bytes) -> None:
    """Take the bytes for records, and the messages in them for every kind of message."""
    for part in Reader().feed(data):
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
