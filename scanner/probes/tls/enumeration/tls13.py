"""TLS 1.3: suites and groups come two at a time with each HelloRetryRequest, without one signature.

Finite fields are asked for beside the curves: a server has hardly ever some of the five only. In the lean
mode two questions do: for the one that is too small, and for any of the others, to be phased out alike.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from scanner.probes.tls.enumeration.results import EnumerationResults, VersionSupport
from scanner.probes.tls.enumeration.tls12 import NOTHING_TO_OFFER, has_server_order
from scanner.probes.tls.handshake.client import Offer, TlsClient
from scanner.probes.tls.handshake.first_flight import FirstFlight, HandshakeRefusal, HelloResponse
from scanner.probes.tls.handshake.suite_order import offerable_suites, ordered
from scanner.probes.tls.wire.codes import FINITE_FIELD_GROUPS, MANDATORY_SUITES, TLS_1_3_GROUPS, Version
from scanner.probes.tls.wire.records import MalformedError

SMALL_FIELDS, LARGER_FIELDS = FINITE_FIELD_GROUPS[:1], FINITE_FIELD_GROUPS[1:]
CURVES = tuple(group for group in TLS_1_3_GROUPS if group not in FINITE_FIELD_GROUPS)


@dataclass(kw_only=True)
class Tls13Enumeration:
    """Enumerates the suites and groups that TLS 1.3 accepts.

    The lists with an underscore hold what is untested.
    """

    client: TlsClient
    results: EnumerationResults
    lean: bool = False
    _suites: list[int] = field(default_factory=lambda: list(offerable_suites(Version.TLS_1_3)))
    _curves: list[int] = field(default_factory=lambda: list(CURVES))
    _finite_fields: list[int] = field(default_factory=lambda: list(FINITE_FIELD_GROUPS))

    @property
    def support(self) -> VersionSupport:
        """What is known of TLS 1.3."""
        return self.results.versions[Version.TLS_1_3]

    @property
    def groups(self) -> list[int]:
        """Those accepted so far."""
        return self.results.groups

    async def run(self, first: FirstFlight) -> None:
        """Fill the results, beginning with an answer to an offer of everything.

        Raises:
            UnreachableError, ServerTimeoutError, MalformedError: what kept the lists from being completed.

        """
        is_finite = first.server_hello.group in FINITE_FIELD_GROUPS
        self._add(first, self._finite_fields if is_finite else self._curves)
        async with asyncio.TaskGroup() as tasks:
            finite_fields = tasks.create_task(self._list_finite_fields())
            await self._suites_and_curves()
            suites = tasks.create_task(self._exhaust_suites())
            curves = tasks.create_task(self._exhaust_groups(self._curves))
        self.support.complete(suites.result())
        self.results.end_groups(curves.result(), finite_fields.result())
        self.support.server_order = await has_server_order(self.support.suites, self._offer_again)

    async def _suites_and_curves(self) -> None:
        """A suite and a curve at a time; servers hardly ever have suites that clients need not know."""
        response: HelloResponse | None = None
        while (
            not isinstance(response, HandshakeRefusal)
            and self._curves
            and MANDATORY_SUITES.intersection(self._suites)
        ):
            response = await self._offer(self._suites, self._curves)
            if isinstance(response, FirstFlight):
                self._add(response, self._curves)

    async def _exhaust_suites(self) -> HandshakeRefusal:
        accepted_groups = list(self.groups)
        response = await self._offer(self._suites, accepted_groups)
        while isinstance(response, FirstFlight):
            self.support.add_suite(response, self._suites)
            response = await self._offer(self._suites, accepted_groups)
        return response

    async def _list_finite_fields(self) -> HelloResponse:
        return await (self._sample_fields() if self.lean else self._exhaust_groups(self._finite_fields))

    async def _sample_fields(self) -> HelloResponse:
        answer: HelloResponse = NOTHING_TO_OFFER
        for fields in (SMALL_FIELDS, LARGER_FIELDS):
            if not set(fields).issubset(self._finite_fields):
                continue  # one of them was seen before
            answer = await self._offer(self.support.suites, fields)
            if isinstance(answer, FirstFlight):
                self._add_group(answer, self._finite_fields)
        return answer

    async def _exhaust_groups(self, untested: list[int]) -> HandshakeRefusal:
        response = await self._offer(self.support.suites, untested)
        while isinstance(response, FirstFlight):
            self._add_group(response, untested)
            response = await self._offer(self.support.suites, untested)
        return response

    def _add(self, flight: FirstFlight, untested_groups: list[int]) -> None:
        self.support.add_suite(flight, self._suites)
        self._add_group(flight, untested_groups)

    def _add_group(self, flight: FirstFlight, untested: list[int]) -> None:
        group = flight.server_hello.group
        if group not in untested:
            raise MalformedError(f"the server chose group {group}, which was not offered")
        untested.remove(group)
        self.groups.append(group)

    async def _offer(self, suites: Sequence[int], groups: Sequence[int]) -> HelloResponse:
        if not suites or not groups:
            return NOTHING_TO_OFFER
        in_turn = ordered(suites, len(self.support.suites))
        return await self.client.offer(Offer(version=Version.TLS_1_3, suites=in_turn, groups=list(groups)))

    async def _offer_again(self, suites: Sequence[int]) -> HelloResponse:
        return await self.client.offer(Offer(version=Version.TLS_1_3, suites=suites, groups=self.groups))
