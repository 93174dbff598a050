"""What of the benchmark is to be run."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.servers import SERVERS
from benchmarks.tools import TOOLS

PARTS = ("servers", "fleet", "silence")
QUICK_SERVERS = ("modern", "old")
QUICK_TOOLS = tuple(tool for tool in TOOLS if tool != "testssl")
QUICK_FLEET = 20


class ChoiceError(ValueError):
    """A name that nothing has."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Parts, servers and tools to run, each in their usual order; ``fleet``: endpoints of the large fleet."""

    parts: tuple[str, ...] = PARTS
    servers: tuple[str, ...] = SERVERS
    tools: tuple[str, ...] = tuple(TOOLS)
    fleet: int = 200


def choose(only: Iterable[str] = (), fleet: int | None = None, *, quick: bool = False) -> Choice:
    """Narrow everything to the names given, which may be parts, servers and tools together.

    Who names a server and no part wants the part "servers". ``quick`` leaves out what takes longest, unless
    it is named.

    Raises:
        ChoiceError: an unknown name.

    """
    names = set(only)
    unknown = sorted(names - {*PARTS, *SERVERS, *TOOLS})
    if unknown:
        raise ChoiceError(f"unknown {', '.join(unknown)}; there are {', '.join((*PARTS, *SERVERS, *TOOLS))}")
    usual = ("servers",) if names & set(SERVERS) else PARTS
    return Choice(
        parts=_named(names, PARTS) or usual,
        servers=_named(names, SERVERS) or (QUICK_SERVERS if quick else SERVERS),
        tools=_named(names, tuple(TOOLS)) or (QUICK_TOOLS if quick else tuple(TOOLS)),
        fleet=fleet if fleet is not None else (QUICK_FLEET if quick else 200),
    )


def _named(names: set[str], all_names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in all_names if name in names)
