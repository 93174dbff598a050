"""Whether open ports that begin in clear change to TLS on request: one more connection to each of them."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType

from checks.facts import OpenPort
from scanner.probes.context import ProbeContext
from scanner.probes.tls.starttls import NotOfferedError, Protocol, StartTlsError, upgrade

KIND = "ports"
SECONDS = 5.0  # for the dialogue of one port
LINE_LIMIT = 8 * 1024  # octets
SUBMISSION = 587
# Mail between servers (port 25) is asked by the mail checks, and takes no passwords of people.
NAMES: Mapping[str, Protocol] = MappingProxyType(
    {
        "pop3": Protocol.POP3,
        "pop3-proxy": Protocol.POP3,
        "imap": Protocol.IMAP,
        "imap-proxy": Protocol.IMAP,
        "ldap": Protocol.LDAP,
        "globalcatldap": Protocol.LDAP,
        "submission": Protocol.SMTP,
    }
)


async def with_offers(
    address: str, open_ports: Iterable[OpenPort], context: ProbeContext
) -> tuple[OpenPort, ...]:
    """The same ports; those of mail and directories say whether they offer STARTTLS."""
    return tuple([await _asked(address, port, context) for port in open_ports])


def protocol_of(port: OpenPort) -> Protocol | None:
    """What to speak with a port whose offer is of interest; None: its is not."""
    if port.tls or port.starttls is not None:
        return None
    if port.port == SUBMISSION and port.service.startswith("smtp"):
        return Protocol.SMTP
    return NAMES.get(port.service.lower())


async def _asked(address: str, port: OpenPort, context: ProbeContext) -> OpenPort:
    protocol = protocol_of(port)
    if protocol is None:
        return port
    return port.model_copy(update={"starttls": await _offers(address, port.port, protocol, context)})


async def _offers(address: str, port: int, protocol: Protocol, context: ProbeContext) -> bool | None:
    """None: it does not speak the protocol, or not in time."""
    async with context.budget.connection(address, KIND, context.connections):
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(SECONDS):
                reader, writer = await asyncio.open_connection(address, port, limit=LINE_LIMIT)
                try:
                    await upgrade(protocol, reader, writer)
                except NotOfferedError:
                    return False
                except StartTlsError:
                    return None
                finally:
                    writer.transport.abort()
                return True
    return None
