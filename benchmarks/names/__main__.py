"""``make bench-dns``: the DNS, mail and IPv6 facts of many domains through a validating resolver.

Runs itself in a network of its own, since the servers listen at the ports of the field.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bars.bar import Bar
from benchmarks.measuring import environment
from benchmarks.names.estate import estate
from benchmarks.names.servers import Serving, serving
from benchmarks.own_network import enter
from benchmarks.table import table

DOMAINS, SECONDS, IN_FLIGHT, QUESTIONS = 1000, 30.0, 200, 30
HEADS = ("", "seconds", "CPU s", "questions", "each", "to Unbound", "to Knot", "Unbound CPU s", "Knot CPU s")


@dataclass(frozen=True, kw_only=True)
class Run:
    """One way of asking: what it told, and what the servers counted meanwhile."""

    name: str
    domains: int
    wall: float
    cpu: float
    questions: int
    most: int  # without an answer at once
    secure: int  # domains that were told as signed and right
    to_unbound: int
    to_knot: int
    of_unbound: float  # seconds of CPU
    of_knot: float

    @property
    def each(self) -> float:
        """Questions of one domain."""
        return self.questions / self.domains

    @property
    def row(self) -> list[str]:
        """Its line of the table."""
        took = (f"{self.wall:.1f}", f"{self.cpu:.1f}", f"{self.questions}", f"{self.each:.1f}")
        counted = (f"{self.to_unbound}", f"{self.to_knot}", f"{self.of_unbound:.1f}", f"{self.of_knot:.1f}")
        return [self.name, *took, *counted]


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 when every bar is met, else 1."""
    parser = argparse.ArgumentParser(prog="bench-dns", description=__doc__.partition("\n")[0])
    parser.add_argument("--domains", type=int, default=DOMAINS)
    given = parser.parse_args(arguments)
    made = estate(given.domains)
    with tempfile.TemporaryDirectory(prefix="capdo-dns-") as name, serving(made, Path(name)) as servers:
        (Path(name) / "domains.json").write_text(json.dumps(made.domains))
        own, peer = (_run(way, len(made.domains), servers) for way in ("capdo", "dnspython"))
    sys.stdout.write(table(HEADS, [own.row, peer.row]) + "\n")
    bars = list(_bars(own, peer))
    for bar in bars:
        sys.stdout.write(bar.line + "\n")
    return int(any(bar.met is False for bar in bars))


def _run(way: str, domains: int, servers: Serving) -> Run:
    """In a process of its own, before a resolver that knows nothing yet."""
    servers.forget()
    asked, (knot, unbound) = servers.asked_of_knot(), servers.cpu()
    command = [sys.executable, "-m", "benchmarks.names.gathering", way, str(servers.folder)]
    done = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, check=True)
    knot_now, unbound_now = servers.cpu()
    return Run(
        name=way,
        domains=domains,
        **json.loads(done.stdout),
        to_unbound=servers.asked_of_unbound(),
        to_knot=servers.asked_of_knot() - asked,
        of_unbound=unbound_now - unbound,
        of_knot=knot_now - knot,
    )


def _bars(own: Run, peer: Run) -> Iterator[Bar]:
    limit = SECONDS * own.domains / DOMAINS
    yield Bar(name=f"facts of {own.domains} domains", limit=limit, measured=own.wall, unit="s")
    yield Bar(name="questions in flight", limit=IN_FLIGHT, measured=own.most)
    yield Bar(name="questions a domain", limit=QUESTIONS, measured=own.each)
    signed = own.domains // 2
    yield Bar(name="signed domains found secure", limit=signed, measured=own.secure, at_least=True)
    share = (own.cpu / own.questions) / (peer.cpu / peer.questions)
    # Ours are read, validated and made facts of; the peer's are answers alone.
    yield Bar(name="CPU a question, with all facts, over dnspython's own", limit=1.5, measured=share)


if __name__ == "__main__":
    enter("benchmarks.names")
    sys.exit(main(sys.argv[1:]))
