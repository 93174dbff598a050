"""The servers that are looked at: nginx with Mozilla's profiles, and OpenSSL 3.5 with post-quantum groups."""

import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.measuring import ROOT
from tests.scanner.probes.authority import Key, authority, leaf, new_key, rsa_key
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, OLD, nginx

NODE = ROOT / "build/node-24/package/bin/node"
SCRIPT = Path(__file__).with_name("post_quantum.mjs")
NAMES = ("127.0.0.1", "www.example.test")
# RFC 7919's ffdhe2048, without which nginx leaves DHE out
FINITE_FIELD = """-----BEGIN DH PARAMETERS-----
MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
+8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
-----END DH PARAMETERS-----
"""
NGINX = {
    "modern": (("ec",), MODERN),
    "intermediate": (("ec",), INTERMEDIATE),
    "old": (("rsa",), OLD),
    "dual": (("rsa", "ec"), INTERMEDIATE),
}
# Groups and lowest version of each
POST_QUANTUM = {
    "post-quantum": ("X25519MLKEM768:X25519:secp256r1", "TLSv1.2"),
    "ml-kem-only": ("X25519MLKEM768:SecP256r1MLKEM768:MLKEM768", "TLSv1.3"),
}
SERVERS = (*NGINX, *POST_QUANTUM)


def available() -> tuple[str, ...]:
    """The servers that can be started here."""
    return SERVERS if NODE.is_file() else tuple(NGINX)


@contextmanager
def serving(names: Iterable[str], folder: Path) -> Iterator[dict[str, int]]:
    """These servers on loopback; yields the port of each."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(_server(name, folder / name)) for name in names}


@contextmanager
def _server(name: str, folder: Path) -> Iterator[int]:
    folder.mkdir(parents=True)
    if name in NGINX:
        kinds, protocol = NGINX[name]
        with nginx(folder, *certificates(folder, kinds), protocol=protocol + finite_field(folder)) as port:
            yield port
        return
    with _node(folder, *POST_QUANTUM[name]) as port:
        yield port


def certificates(folder: Path, kinds: Iterable[str]) -> list[tuple[Path, Path]]:
    """A chain of leaf and intermediate of each kind of key, as PEM files."""
    issuer = authority(authority(), "Example Intermediate")
    keys: dict[str, Callable[[], Key]] = {"ec": new_key, "rsa": rsa_key}
    return [leaf(issuer, names=NAMES, key=keys[kind]()).write(folder, kind) for kind in kinds]


def finite_field(folder: Path) -> str:
    """The directive that gives nginx DHE."""
    file = folder / "dh.pem"
    file.write_text(FINITE_FIELD)
    return f"ssl_dhparam {file};"


@contextmanager
def _node(folder: Path, groups: str, lowest: str) -> Iterator[int]:
    [(certificate, key)] = certificates(folder, ["ec"])
    command = [str(NODE), str(SCRIPT), str(certificate), str(key), groups, lowest]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None  # noqa: S101 - it is a pipe
            yield int(server.stdout.readline())
        finally:
            server.kill()
