"""The lab as a whole: one namespace with every server, and two from which capdo looks at it."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.scanner.hosts import places, servers
from tests.scanner.hosts.domains import DOMAINS
from tests.scanner.hosts.machines import MAIL_SERVERS, NAME_SERVERS, PAGES, RESOLVER
from tests.scanner.hosts.namespaces import Namespace, join, namespace
from tests.scanner.hosts.zones import ABOVE, zones
from tests.scanner.probes import authority

TRAP = "trap"
CAPDO = Path(sys.executable).with_name("capdo")
AUDIT_SECONDS = 600  # against hanging
DONE = (0, 1, 3)  # exit statuses of an audit: all tested, findings, not all tested
Verdicts = Mapping[str, Mapping[str, Mapping[str, Any]]]  # by host and check


@dataclass(frozen=True)
class HostsLab:
    """Where capdo can look from, and what it is told: the root's trust anchor and certificate."""

    scanner: Namespace
    without_ipv6: Namespace
    folder: Path
    database: str  # URL of one that only the command makes

    def audit(self, view: Namespace, hosts: Sequence[str], *options: str) -> Verdicts:
        """What the command tells of hosts, seen from a namespace."""
        told = ("--trust-anchor", str(self.folder / "root.ds"), "--ca-file", str(self.folder / "ca.pem"))
        asked = ("--resolver", RESOLVER[0], "--format", "json")
        found = json.loads(self.run(view, "audit", *hosts, *asked, *told, *options))
        results = found if isinstance(found, list) else [found]
        return {
            result["target"]: {verdict["check"]: verdict for verdict in result["verdicts"]}
            for result in results
        }

    def run(self, view: Namespace, *arguments: str) -> str:
        """What the command prints there."""
        command = view.command([str(CAPDO), *arguments, "--database", self.database])
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=AUDIT_SECONDS)
        assert done.returncode in DONE, done.stderr
        return done.stdout


@contextmanager
def running_hosts(folder: Path) -> Iterator[HostsLab]:
    """The lab, until the block ends; nothing of it outlives the test, however that ends."""
    with (
        TemporaryDirectory(prefix="capdo-postfix-") as of_mail,
        namespace() as world,
        namespace() as scanner,
        namespace() as without_ipv6,
    ):
        _cable(world, scanner, without_ipv6)
        _serve(world, folder, Path(of_mail))
        yield HostsLab(scanner, without_ipv6, folder, f"sqlite:///{folder}/capdo.db")


def _cable(world: Namespace, scanner: Namespace, without_ipv6: Namespace) -> None:
    join(world, scanner, ("scanner", "world"))
    join(world, without_ipv6, ("old", "world"))
    world.configure(_addresses("scanner", places.ITS_ROUTER))
    world.configure(_addresses("old", (places.ROUTER_WITHOUT_IPV6,)))
    world.configure(_addresses("lo", sorted(_served())))
    scanner.configure([*_addresses("world", places.SCANNER), *_routes(places.ITS_ROUTER)])
    scanner.configure(_trap())
    without_ipv6.configure(
        [*_addresses("world", (places.SCANNER_WITHOUT_IPV6,)), *_routes((places.ROUTER_WITHOUT_IPV6,))]
    )


def _trap() -> Iterator[str]:
    """A cable that leads nowhere, to which everything goes that is meant for a private network."""
    yield f"link add {TRAP} type veth peer name trapped"
    for end in (TRAP, "trapped"):  # without addresses of their own they have nothing to say
        yield f"link set {end} addrgenmode none"
        yield f"link set {end} up"
    yield from (f"route add {network} dev {TRAP}" for network in ("10.0.0.0/8", "fd00::/8"))


def _addresses(interface: str, addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        yield f"address add {address} dev {interface}{' nodad' if ':' in address else ''}"


def _routes(routers: Iterable[str]) -> Iterator[str]:
    return (f"route add default via {router.partition('/')[0]}" for router in routers)


def _served() -> set[str]:
    """Every address of a machine; where nothing listens the connection is refused at once."""
    machines = (*NAME_SERVERS.values(), *MAIL_SERVERS.values())
    told = {address for machine in machines for address in machine.told}
    return {*told, *RESOLVER, *(page.address for page in PAGES), *places.both(18), places.ipv6(19)}


def _serve(world: Namespace, folder: Path, of_mail: Path) -> None:
    root = authority.authority()
    root.write(folder, "ca")
    issued = authority.leaf(root, names=tuple(f"{name}.{ABOVE}" for name in DOMAINS))
    public = issued.certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    texts, anchor = zones(hashlib.sha256(public).hexdigest())
    certificate = issued.write(folder, "leaf")
    rooms = {name: folder / name for name in ("knot", "unbound", "nginx")}
    for room in rooms.values():
        room.mkdir()
    (folder / "root.ds").write_text(anchor)
    servers.start_knot(world, texts, rooms["knot"])
    servers.start_unbound(world, anchor, rooms["unbound"])
    servers.start_nginx(world, certificate, rooms["nginx"])
    of_mail.chmod(0o755)  # Postfix goes in as its own user
    servers.start_postfix(world, certificate, of_mail)
