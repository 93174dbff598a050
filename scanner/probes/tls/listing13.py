"""TLS 1.3: suites and groups come two at a time with each HelloRetryRequest, without one signature."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from scanner.probes.tls.asker import Asker, Offer
from scanner.probes.tls.knock import Answer, Refusal
from scanner.probes.tls.listing import NOTHING_LEFT, Listed, own_order
from scanner.probes.tls.offers import suites_of, turned
from scanner.probes.tls.wire.codes import MUST_KNOW, TLS_1_3_GROUPS, Version
from scanner.probes.tls.wire.records import MalformedError


@dataclass(kw_only=True)
class Listing13:
    """Lists what TLS 1.3 accepts; ``listed`` is complete when ``groups`` is, too."""

    asker: Asker
    listed: Listed
    groups: list[int] = field(default_factory=list)
    _suites: list[int] = field(default_factory=lambda: list(suites_of(Version.TLS_1_3)))
    _groups: list[int] = field(default_factory=lambda: list(TLS_1_3_GROUPS))

    async def run(self, first: Answer) -> None:
        """Fill ``listed`` and ``groups``, beginning with an answer to an offer of everything.

        Raises:
            UnreachableError, SilentError, MalformedError: what kept the lists from being completed.

        """
        answer: Answer | Refusal = first
        while isinstance(answer, Answer):
            self.listed.take(answer, self._suites)
            self._take_group(answer)
            answer = await self._ask(self._suites, self._groups) if self._is_likely() else Refusal()
        async with asyncio.TaskGroup() as rest:
            suites = rest.create_task(self._rest_of_suites())
            groups = rest.create_task(self._rest_of_groups())
        self.listed.end(suites.result(), groups.result())
        self.listed.in_order = await own_order(self.listed.suites, self._try)

    def _is_likely(self) -> bool:
        """Servers have the suites that clients must know; hardly any has the others."""
        return bool(self._groups) and bool(MUST_KNOW.intersection(self._suites))

    async def _rest_of_suites(self) -> Refusal:
        known = list(self.groups)
        answer = await self._ask(self._suites, known)
        while isinstance(answer, Answer):
            self.listed.take(answer, self._suites)
            answer = await self._ask(self._suites, known)
        return answer

    async def _rest_of_groups(self) -> Refusal:
        known = list(self.listed.suites)
        answer = await self._ask(known, self._groups)
        while isinstance(answer, Answer):
            self._take_group(answer)
            answer = await self._ask(known, self._groups)
        return answer

    def _take_group(self, answer: Answer) -> None:
        if answer.hello.group not in self._groups:
            raise MalformedError(f"the server chose group {answer.hello.group}, which was not offered")
        self._groups.remove(answer.hello.group)
        self.groups.append(answer.hello.group)

    async def _ask(self, suites: Sequence[int], groups: Sequence[int]) -> Answer | Refusal:
        if not suites or not groups:
            return NOTHING_LEFT
        ordered = turned(suites, len(self.listed.suites))
        return await self.asker.ask(Offer(version=Version.TLS_1_3, suites=ordered, groups=groups))

    async def _try(self, suites: Sequence[int]) -> Answer | Refusal:
        return await self.asker.ask(Offer(version=Version.TLS_1_3, suites=suites, groups=self.groups))
