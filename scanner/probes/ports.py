"""tmp"""

from checks.facts import NotTested, PortFacts
from checks.model import Reason


async def probe(target, addresses, ports, context) -> PortFacts | NotTested:
    return NotTested(reason=Reason.TOOL_MISSING)
