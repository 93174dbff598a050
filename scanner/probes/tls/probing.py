"""The TLS probe: first whether TLS is spoken at all, then what exactly."""

import asyncio

from checks.facts import Absent, NotTested, Target, TlsFacts
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.tls import sslyze_scan
from scanner.probes.tls.greeting import greet
from scanner.probes.tls.server_name import server_name


async def probe(target: Target, address: str, context: ProbeContext) -> TlsFacts | Absent | NotTested:
    """What the target's ``https_port`` accepts and presents at one of its addresses.

    ``Absent``: the port answers, but in another protocol. ``NotTested``: the port is closed (unreachable),
    silent (timeout), or hangs up on a TLS hello (blocked), or the endpoint's deadline passed (timeout).
    Connections, those of a scan that was cut short too, are counted under "tls".
    """
    try:
        async with asyncio.timeout(context.remaining()):
            failure = await greet(address, target.https_port, server_name(target.host), context)
            if failure is not None:
                return failure
            async with context.budget.whole_address(address) as slots:
                return await sslyze_scan.scan(target, address, slots, context)
    except TimeoutError:
        return NotTested(reason=Reason.TIMEOUT, detail="the endpoint's deadline passed during the TLS probe")
