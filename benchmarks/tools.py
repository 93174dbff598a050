"""The tools, how they are called, and how their output is read."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.findings import Findings
from benchmarks.parsing import parse_capdo, parse_nmap, parse_sslscan, parse_sslyze, parse_testssl

HOST = "127.0.0.1"
CAPDO = str(Path(sys.executable).with_name("capdo"))
SSLYZE = (sys.executable, "-m", "sslyze")
# Every command of sslyze 6. Its default, --mozilla_config, schedules those that Mozilla's profile needs.
SSLYZE_COMMANDS = (
    *("--certinfo", "--compression", "--early_data", "--elliptic_curves", "--ems", "--fallback"),
    *("--heartbleed", "--http_headers", "--openssl_ccs", "--reneg", "--resum", "--robot"),
    *("--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3"),
)


@dataclass(frozen=True, kw_only=True)
class Tool:
    """``command`` takes a port and the output file; ``parse`` the file's text."""

    command: Callable[[int, str], list[str]]
    parse: Callable[[str], Findings]


def _capdo(depth: str) -> Tool:
    audit = [CAPDO, "audit", "--only", "tls,cert", "--depth", depth, "--format", "json"]
    return Tool(
        command=lambda port, out: [*audit, "--output", out, f"{HOST}:{port}"],
        parse=parse_capdo,
    )


def _sslyze(*options: str) -> Tool:
    return Tool(
        command=lambda port, out: [*SSLYZE, *options, "--quiet", f"--json_out={out}", f"{HOST}:{port}"],
        parse=parse_sslyze,
    )


def _sslscan(port: int, out: str) -> list[str]:
    return ["sslscan", "--show-certificate", "--no-colour", f"--xml={out}", f"{HOST}:{port}"]


def _nmap(port: int, out: str) -> list[str]:
    # -sT: a connect scan with and without root, for a SYN alone would not be counted
    return ["nmap", "-Pn", "-n", "-sT", "-p", str(port), "--script", "ssl-enum-ciphers", "-oX", out, HOST]


def _testssl(port: int, out: str) -> list[str]:
    """Versions, suites of each version, groups and certificates: its full run takes three times as long."""
    quiet = ["--quiet", "--warnings", "off", "--color", "0", "--nodns", "none"]
    asked = ["--protocols", "--cipher-per-proto", "--pfs", "--server-defaults"]
    return ["testssl", *quiet, *asked, "--jsonfile", out, f"{HOST}:{port}"]


TOOLS = {
    "capdo-lean": _capdo("lean"),
    "capdo-full": _capdo("full"),
    "sslyze": _sslyze("--mozilla_config", "disable", *SSLYZE_COMMANDS),
    "sslyze-defaults": _sslyze(),
    "sslscan": Tool(command=_sslscan, parse=parse_sslscan),
    "nmap": Tool(command=_nmap, parse=parse_nmap),
    "testssl": Tool(command=_testssl, parse=parse_testssl),
}
