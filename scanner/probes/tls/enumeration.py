"""Offer all, see what the server takes, take it away, offer the rest, until it refuses.

A server that negotiates at all answers the newest version it has up to the one offered, so a hello of TLS 1.2
that is refused by a server of TLS 1.3 settles every older version with one connection.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from scanner.probes.tls.knock import Answer, Door, Refusal
from scanner.probes.tls.wire import codes
from scanner.probes.tls.wire.codes import Version
from scanner.probes.tls.wire.hello import ClientHello
from scanner.probes.tls.wire.records import MalformedError

Ask = Callable[[Sequence[int]], Awaitable[Answer | Refusal]]
# After so many suites one after the other, the rest is asked for in parts side by side: a long list over a long
# round trip would take too long, and a short one would cost needless refusals.
BEFORE_SPLITTING = 6
PARTS = 3


@dataclass(kw_only=True)
class Enumerated:
    """What one version accepts. ``in_order``: the server's own preference; None where there is nothing to tell."""

    suites: list[int] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    in_order: bool | None = None


def weakest_first(suites: Sequence[int]) -> list[int]:
    """The order in which suites are offered: a server that follows it has no preference of its own."""
    return sorted(
        suites, key=lambda code: (_strength(codes.suite(code).name), codes.suite(code).key_size, code)
    )


def _strength(name: str) -> int:
    """Forward secrecy and authenticated encryption count most; what is broken comes first."""
    broken = any(trait in name for trait in ("NULL", "anon", "EXPORT", "RC4", "DES", "RC2", "MD5"))
    secret = "ECDHE" in name or "_DHE_" in name
    sealed = any(mode in name for mode in ("GCM", "POLY1305", "CCM"))
    return 0 if broken else 1 + secret + 2 * (secret and sealed)


async def enumerate_suites(ask: Ask, offer: Sequence[int], first: Answer | None = None) -> Enumerated:
    """Every suite that a version accepts, in the order in which the server chose them.

    Raises:
        MalformedError: the server chose what was not offered.

    """
    found, left = Enumerated(), list(offer)
    answer: Answer | Refusal = first if first is not None else await ask(left)
    while isinstance(answer, Answer):
        _take(found, left, answer)
        if not left or len(found.suites) == BEFORE_SPLITTING:
            break
        answer = await ask(left)
    found.in_order = _own_order(found.suites, offer)
    if left and len(found.suites) == BEFORE_SPLITTING:
        await _side_by_side(ask, found, left)
    return found


async def _side_by_side(ask: Ask, found: Enumerated, left: Sequence[int]) -> None:
    parts = await asyncio.gather(*(_drain(ask, left[start::PARTS]) for start in range(PARTS)))
    for part in parts:
        found.suites += part.suites
        found.answers += part.answers


async def _drain(ask: Ask, offer: Sequence[int]) -> Enumerated:
    found, left = Enumerated(), list(offer)
    while left and isinstance(answer := await ask(left), Answer):
        _take(found, left, answer)
    return found


def _take(found: Enumerated, left: list[int], answer: Answer) -> None:
    chosen = answer.hello.suite
    if chosen not in left:
        raise MalformedError(f"the server chose suite 0x{chosen:04X}, which was not offered")
    left.remove(chosen)
    found.suites.append(chosen)
    found.answers.append(answer)


def _own_order(chosen: Sequence[int], offer: Sequence[int]) -> bool | None:
    """Whether the choices depart from the order of the offer; one choice tells nothing."""
    if len(chosen) < 2:  # noqa: PLR2004 - an order needs two
        return None
    return list(chosen) != sorted(chosen, key=offer.index)


@dataclass(kw_only=True)
class Enumerated13:
    """What TLS 1.3 accepts: suites and groups come two at a time with each HelloRetryRequest."""

    suites: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    in_order: bool | None = None


async def enumerate_tls_1_3(door: Door, first: Answer | None = None) -> Enumerated13:
    """Every suite and group of TLS 1.3, without one signature by the server.

    Raises:
        MalformedError: the server chose what was not offered.

    """
    offer = [code for code in codes.suites() if codes.is_tls_1_3(code)][::-1]
    found = Enumerated13()
    suites, groups = list(offer), list(codes.TLS_1_3_GROUPS)
    answer: Answer | Refusal = first if first is not None else await ask_tls_1_3(door, suites, groups)
    while isinstance(answer, Answer):
        _take_pair(found, suites, groups, answer)
        answer = await ask_tls_1_3(door, suites, groups) if suites and groups else Refusal()
    await asyncio.gather(_rest_of_suites(door, found, suites), _rest_of_groups(door, found, groups))
    found.in_order = _own_order(found.suites, offer)
    return found


async def _rest_of_suites(door: Door, found: Enumerated13, left: list[int]) -> None:
    known = list(found.groups)
    while left and known and isinstance(answer := await ask_tls_1_3(door, left, known), Answer):
        _remove(left, answer.hello.suite, "suite")
        found.suites.append(answer.hello.suite)


async def _rest_of_groups(door: Door, found: Enumerated13, left: list[int]) -> None:
    known = list(found.suites)
    while left and known and isinstance(answer := await ask_tls_1_3(door, known, left), Answer):
        group = _group(answer)
        _remove(left, group, "group")
        found.groups.append(group)


def _take_pair(found: Enumerated13, suites: list[int], groups: list[int], answer: Answer) -> None:
    suite, group = answer.hello.suite, _group(answer)
    _remove(suites, suite, "suite")
    _remove(groups, group, "group")
    found.suites.append(suite)
    found.groups.append(group)


def _group(answer: Answer) -> int:
    if answer.hello.group is None:
        raise MalformedError("a TLS 1.3 answer without a key share")
    return answer.hello.group


def _remove(left: list[int], chosen: int, what: str) -> None:
    if chosen not in left:
        raise MalformedError(f"the server chose {what} 0x{chosen:04X}, which was not offered")
    left.remove(chosen)


async def ask_tls_1_3(door: Door, suites: Sequence[int], groups: Sequence[int]) -> Answer | Refusal:
    """Offer TLS 1.3 alone with no key share, so that the server answers with a HelloRetryRequest."""
    hello = ClientHello(version=Version.TLS_1_3, suites=suites, groups=groups, server_name=door.server_name)
    return await door.knock(hello)
