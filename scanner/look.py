"""What is known while the probes of one endpoint run, and the bound on each of them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from checks.facts import Facts, NotTested, Target
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.planning.plan import PlannedEndpoint
from scanner.probes.context import ProbeContext
from scanner.probes.picture.tampered import TamperedPage

Found = TypeVar("Found")
NOT_WANTED = NotTested(reason=Reason.NOT_REQUESTED, detail="no selected check needs it")
NO_WEB_SITE = NotTested(reason=Reason.NOT_REQUESTED, detail="another protocol is spoken before TLS")


@dataclass(frozen=True)
class Look:
    """One look at one endpoint."""

    planned: PlannedEndpoint
    target: Target
    needs: frozenset[type]
    reads_zone: bool  # whether a check reads more of DNS than the host's addresses
    ports: tuple[int, ...]  # those that the checks name
    context: ProbeContext
    refused: Callable[[], str | None]  # why it may not go on, after it has waited
    tampered: Callable[[Facts], TamperedPage | None]  # of which page a picture is evidence

    def wants(self, kind: type) -> bool:
        """Whether a permitted check needs this kind of facts."""
        return kind in self.needs

    def later(self, seconds: float) -> "Look":
        """The same look with its deadline so many seconds later, as it waited for other looks."""
        return replace(self, context=replace(self.context, deadline=self.context.deadline + seconds))

    def in_time(self, seconds: float) -> "Look":
        """The same look with so many seconds from now, for what it does in a time of its own."""
        deadline = asyncio.get_running_loop().time() + seconds
        return replace(self, context=replace(self.context, deadline=deadline))

    async def bounded(
        self, probe: Awaitable[Found | NotTested], *, in_own_time: bool = False
    ) -> Found | NotTested:
        """A probe's facts, or why there are none: the deadline passed, or the probe itself broke."""
        try:
            async with asyncio.timeout_at(None if in_own_time else self.context.deadline):
                return await probe
        except TimeoutError:
            return NotTested(reason=Reason.TIMEOUT, detail="the endpoint's deadline passed")
        except Exception as error:  # noqa: BLE001 - the boundary: a broken probe is reported, the others go on
            return NotTested(
                reason=Reason.INTERNAL_ERROR, detail=f"{type(error).__name__}: {error}"[:DETAIL_LENGTH]
            )
