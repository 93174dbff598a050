"""The Observatory's own code, run by Node: npm's package, or a copy of its repository."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import ROOT
from benchmarks.observatory.serving import Served, address_of
from tests.checks.grades.observatory.cases import HOST, Case, Told

PACKAGE = "@mdn/mdn-http-observatory"
VERSION = "1.4.8"
FOLDER = ROOT / "build/observatory"
SCRIPT = Path(__file__).with_name("npm_scan.mjs")
NEWER_NODE = ROOT / "build/node-24/package/bin/node"
PRELOAD = (
    "conf/hsts-preload.json"  # downloaded after an installation, which is left out: without it no scan runs
)
SECONDS = 1200


def installed() -> Path:
    """The package's folder, installed under build/ if it is not yet there.

    Raises:
        subprocess.CalledProcessError: npm cannot install it.

    """
    folder = FOLDER / "node_modules" / PACKAGE
    if not folder.is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(FOLDER)]
        subprocess.run([*command, f"{PACKAGE}@{VERSION}"], check=True)
    return folder


def told(folder: Path, cases: Sequence[Case], served: Served) -> list[Told]:
    """What it says of each case.

    Raises:
        subprocess.CalledProcessError: it broke down.

    """
    preload = folder / PRELOAD
    preload.parent.mkdir(exist_ok=True)
    if not preload.exists():
        preload.write_text("{}")
    asked = [
        json.dumps({"address": address_of(number), "host": HOST, **served.ports(case)})
        for number, case in enumerate(cases)
    ]
    environment = {**os.environ, "NODE_EXTRA_CA_CERTS": str(served.root)}
    command = [_node(folder), str(SCRIPT), str(folder)]
    run = subprocess.run(
        command,
        input="\n".join(asked) + "\n",
        text=True,
        capture_output=True,
        env=environment,
        check=True,
        timeout=SECONDS,
    )
    return [_read(json.loads(line)) for line in run.stdout.splitlines() if line.startswith("{")]


def _node(folder: Path) -> str:
    """A newer one for a newer version, where there is one."""
    is_package = PACKAGE in str(folder)
    return str(NEWER_NODE) if NEWER_NODE.exists() and not is_package else shutil.which("node") or "node"


def _read(found: dict[str, object]) -> Told:
    if "error" in found:
        return Told(refusal=str(found["error"]))
    return Told.model_validate({"results": found["ids"], "score": found["score"], "grade": found["grade"]})
