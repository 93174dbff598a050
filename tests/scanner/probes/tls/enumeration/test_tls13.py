"""The groups of TLS 1.3, beside a real server."""

from pathlib import Path

import pytest

from tests.scanner.probes.authority import leaf
from tests.scanner.probes.tls.asking import ROOT, UNHURRIED, facts_of, issue
from tests.scanner.probes.tls.servers import s_server

SMALL, LARGER = "ffdhe2048", ["ffdhe3072", "ffdhe4096"]
pytestmark = pytest.mark.usefixtures("unhurried")


@pytest.mark.parametrize("fields", [[SMALL, *LARGER], LARGER, [SMALL]], ids=",".join)
async def test_a_lean_look_meets_each_class_of_field(tmp_path: Path, fields: list[str]) -> None:
    """The one that is too small is named whenever it is taken; of those to phase out, one tells of all."""
    groups = ":".join(["X25519", *fields])
    with s_server(tmp_path, *issue(tmp_path, (leaf(ROOT),)), options=("-tls1_3", "-groups", groups)) as port:
        told = set((await facts_of(port, depth="lean", **UNHURRIED)).groups or ())
    assert told <= {"x25519", *fields}
    assert (SMALL in told) == (SMALL in fields)
    assert len(told.intersection(LARGER)) == min(1, len(set(fields).intersection(LARGER)))
