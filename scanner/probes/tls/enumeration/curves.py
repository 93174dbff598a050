"""The curves of TLS 1.2 and older: each ECDHE answer names one; take it away, and ask for the others."""

from collections.abc import Sequence

from scanner.probes.tls.handshake.client import Asker, Offer
from scanner.probes.tls.handshake.first_flight import Answer
from scanner.probes.tls.handshake.handshake_notes import Notes
from scanner.probes.tls.wire import codes
from scanner.probes.tls.wire.codes import CURVES, Version


async def list_curves(
    asker: Asker, notes: Notes, version: Version, suites: Sequence[int], known: Sequence[int]
) -> None:
    """Add to the notes what the server takes besides the known groups.

    ``suites`` are those that the version accepts. An ECDSA certificate is for clients that know its curve
    (RFC 8422, 5.1), so where there is no RSA certificate the known curves stay in the offer, at its end. A
    server that prefers them even so uses no other with any client.

    Raises:
        UnreachableError, SilentError, MalformedError: what kept the list from being completed.

    """
    over_curves = [code for code in suites if "ECDHE_" in codes.suite(code).name]
    with_rsa = [code for code in over_curves if "ECDHE_RSA" in codes.suite(code).name]
    found = [curve for curve in CURVES if curve in known]
    left = [curve for curve in CURVES if curve not in known]
    while over_curves and left:
        groups = left if with_rsa else left + found
        answer = await asker.ask(Offer(version=version, suites=with_rsa or over_curves, groups=groups))
        if not isinstance(answer, Answer) or answer.exchange.group not in left:
            return
        notes.take(answer)
        left.remove(answer.exchange.group)
        found.append(answer.exchange.group)
