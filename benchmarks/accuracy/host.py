"""A host of the accuracy lab: how it is served, and what is so.

Every module of ``benchmarks.accuracy.tls`` and ``benchmarks.accuracy.web`` has ``HOSTS: tuple[Host, ...]``;
``lab.hosts`` finds them. A host is started afresh for each audit, in the running event loop, so ``serve`` may
mix processes (``tests.scanner.probes.nginx``) and handlers (``tests.scanner.probes.listening.serving``).
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from benchmarks.accuracy.root import ROOT


class Truth(StrEnum):
    """What is so of a check at a host; see ``judging`` for which outcome is true to it."""

    GOOD = "good"
    BAD = "bad"
    UNSEEN = "unseen"  # nobody can tell from outside: only not_tested is honest


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a host is served: four loopback addresses and an empty folder of its own for one audit.

    ``run``: which of the host's audits it is, from 0; a server that cuts every n-th connection begins its
    count there, so that each audit meets another phase.
    """

    addresses: tuple[str, ...]  # 127.x.y.z; whoever wants IPv6 takes a free port of ::1
    folder: Path
    run: int = 0

    @property
    def address(self) -> str:
        """The first address."""
        return self.addresses[0]

    @cached_property
    def ca_file(self) -> Path:
        """The root of the lab's own authority, ``root.ROOT``, as a PEM file."""
        return ROOT.write(self.folder, "lab-root")[0]


@dataclass(frozen=True, kw_only=True)
class Peer:
    """How sslyze and testssl.sh are to reach the host: a name, where it is, and the roots to trust."""

    name: str
    address: str
    port: int
    ca_file: Path


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running host: the target as ``capdo audit`` takes it, and the options that belong to the place.

    Of the options, for example ``("--resolver", "127.0.0.1:5353", "--ca-file", "…/lab-root.pem")``.
    """

    target: str
    options: tuple[str, ...] = ()
    peer: Peer | None = None  # None: the peers have nothing to say of it


@dataclass(frozen=True, kw_only=True)
class Host:
    """One host. ``name`` is unique in the lab; ``kind`` is a row of the table.

    ``words`` hold a finding to its reason, where a wrong one would mislead. ``only``: what ``--only`` names,
    by default the families of the checks in ``truth``; ``options``: more of ``capdo audit``'s, which don't
    depend on the place; ``alone``: nothing else runs meanwhile, since time itself is what the host is about.
    """

    kind: str
    name: str
    serve: Callable[[Place], AbstractAsyncContextManager[Served]]
    truth: Mapping[str, Truth]  # check id
    words: Mapping[str, str] = field(default_factory=dict)  # check id to a part of its English summary
    depth: str = "lean"
    only: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    alone: bool = False

    @property
    def families(self) -> tuple[str, ...]:
        """What to look at."""
        return self.only or tuple(dict.fromkeys(check.partition(".")[0] for check in self.truth))
