"""Healthy servers behind what meddles: started once a module, and looked at once with nothing in front."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checks.facts import TlsFacts
from tests.scanner.probes.authority import leaf, rsa_key
from tests.scanner.probes.nginx import nginx
from tests.scanner.probes.tls.asking import ROOT, UNHURRIED, ca_file, facts_of, issue


@dataclass
class Behind:
    """Servers by what their configuration says of protocols, each with a certificate of the tests' root."""

    folder: Path
    running: ExitStack
    _ports: dict[str, int] = field(default_factory=dict)
    _found: dict[tuple[str, str], TlsFacts] = field(default_factory=dict)

    def port(self, protocol: str) -> int:
        """Where it listens; it is started when first asked for."""
        if protocol not in self._ports:
            own = self.folder / str(len(self._ports))
            own.mkdir()
            files = issue(own, (leaf(ROOT, key=rsa_key()),))
            self._ports[protocol] = self.running.enter_context(nginx(own, *files, protocol=protocol))
        return self._ports[protocol]

    @property
    def root(self) -> Path:
        """The file of the root."""
        return ca_file(self.folder)

    async def direct(self, protocol: str, depth: str) -> TlsFacts:
        """What is found of it with nothing in front."""
        if (protocol, depth) not in self._found:
            found = await facts_of(self.port(protocol), depth=depth, ca_file=self.root, **UNHURRIED)
            self._found[protocol, depth] = found
        return self._found[protocol, depth]


@contextmanager
def behind_it(folder: Path) -> Iterator[Behind]:
    """Servers with their files in a folder, until the end of the block."""
    with ExitStack() as running:
        yield Behind(folder, running)
