"""TLS 1.3: suites and groups come two at a time with each HelloRetryRequest, without one signature.

Finite fields are asked for beside the curves: a server has hardly ever some of the five only.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from scanner.probes.tls.enumeration.suites import NOTHING_LEFT, Listed, own_order
from scanner.probes.tls.handshake.client import Asker, Offer
from scanner.probes.tls.handshake.first_flight import Answer, Refusal
from scanner.probes.tls.handshake.suite_order import suites_of, turned
from scanner.probes.tls.wire.codes import FINITE, MUST_KNOW, TLS_1_3_GROUPS, Version
from scanner.probes.tls.wire.records import MalformedError


@dataclass(kw_only=True)
class Listing13:
    """Lists what TLS 1.3 accepts; ``listed`` is complete when ``groups`` is, too."""

    asker: Asker
    listed: Listed
    groups: list[int] = field(default_factory=list)
    _suites: list[int] = field(default_factory=lambda: list(suites_of(Version.TLS_1_3)))
    _curves: list[int] = field(default_factory=lambda: [one for one in TLS_1_3_GROUPS if one not in FINITE])
    _fields: list[int] = field(default_factory=lambda: list(FINITE))

    async def run(self, first: Answer) -> None:
        """Fill ``listed`` and ``groups``, beginning with an answer to an offer of everything.

        Raises:
            UnreachableError, SilentError, MalformedError: what kept the lists from being completed.

        """
        self._take(first, self._fields if first.hello.group in FINITE else self._curves)
        async with asyncio.TaskGroup() as parts:
            fields = parts.create_task(self._rest_of(self._fields))
            await self._both()
            suites = parts.create_task(self._rest_of_suites())
            curves = parts.create_task(self._rest_of(self._curves))
        self.listed.end(suites.result(), curves.result(), fields.result())
        self.listed.in_order = await own_order(self.listed.suites, self._try)

    async def _both(self) -> None:
        """A suite and a curve at a time; servers hardly ever have suites that clients need not know."""
        answer: Answer | Refusal | None = None
        while not isinstance(answer, Refusal) and self._curves and MUST_KNOW.intersection(self._suites):
            answer = await self._ask(self._suites, self._curves)
            if isinstance(answer, Answer):
                self._take(answer, self._curves)

    async def _rest_of_suites(self) -> Refusal:
        known = list(self.groups)
        answer = await self._ask(self._suites, known)
        while isinstance(answer, Answer):
            self.listed.take(answer, self._suites)
            answer = await self._ask(self._suites, known)
        return answer

    async def _rest_of(self, groups: list[int]) -> Refusal:
        answer = await self._ask(self.listed.suites, groups)
        while isinstance(answer, Answer):
            self._take_group(answer, groups)
            answer = await self._ask(self.listed.suites, groups)
        return answer

    def _take(self, answer: Answer, groups: list[int]) -> None:
        self.listed.take(answer, self._suites)
        self._take_group(answer, groups)

    def _take_group(self, answer: Answer, offered: list[int]) -> None:
        if answer.hello.group not in offered:
            raise MalformedError(f"the server chose group {answer.hello.group}, which was not offered")
        offered.remove(answer.hello.group)
        self.groups.append(answer.hello.group)

    async def _ask(self, suites: Sequence[int], groups: Sequence[int]) -> Answer | Refusal:
        if not suites or not groups:
            return NOTHING_LEFT
        ordered = turned(suites, len(self.listed.suites))
        return await self.asker.ask(Offer(version=Version.TLS_1_3, suites=ordered, groups=list(groups)))

    async def _try(self, suites: Sequence[int]) -> Answer | Refusal:
        return await self.asker.ask(Offer(version=Version.TLS_1_3, suites=suites, groups=self.groups))
