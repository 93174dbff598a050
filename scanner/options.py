"""Options of scans and audits, each described once; every command's are in ``inventory.cli.options``."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from scanner.errors import ScannerError

_PROFILE = "What to judge by: default, internet-nl, mozilla-intermediate, mozilla-modern or tt39-2017."
_DEPTH = "Of TLS, lean asks versions, suites, groups and certificates; full adds old suites and known flaws."

OnlyOption = Annotated[
    str,
    typer.Option(
        "--only", metavar="FAMILY,…", help="Only these families (tls, web …) or checks (cert.expiry)."
    ),
]
ProfileOption = Annotated[str, typer.Option("--profile", metavar="NAME", help=_PROFILE)]
DepthOption = Annotated[Literal["lean", "full"], typer.Option("--depth", help=_DEPTH)]
ResolverOption = Annotated[
    str | None, typer.Option("--resolver", metavar="IP[:PORT]", help="DNS server to ask; else the system's.")
]
CaFileOption = Annotated[
    Path | None,
    typer.Option("--ca-file", metavar="PEM", help="Roots to trust besides Mozilla's, as an internal CA's."),
]
TrustAnchorOption = Annotated[
    Path | None,
    typer.Option(
        "--trust-anchor",
        metavar="FILE",
        help="DS or DNSKEY records that DNSSEC is validated from, of any zones; else the root's.",
    ),
]
UserAgentOption = Annotated[
    str | None,
    typer.Option("--user-agent", metavar="TEXT", help="How to introduce the scanner; name who scans."),
]
AtOnceOption = Annotated[
    int | None,
    typer.Option("--at-once", metavar="N", min=1, help="Endpoints at once; else all the processor manages."),
]
PicturesOption = Annotated[
    bool,
    typer.Option("--pictures", help="Portals' accessibility, and pictures of tampered pages, by Chromium."),
]
QueueOption = Annotated[
    bool,
    typer.Option("--queue", help="Let workers look (capdo worker); the database must be PostgreSQL."),
]
VantageOption = Annotated[
    str | None,
    typer.Option("--vantage", metavar="NAME", help="From where it looks, as wan; else the main vantage."),
]


def families_of(only: str) -> tuple[str, ...]:
    """The parts of a comma-separated ``--only``.

    Raises:
        ScannerError: there is none between its commas.

    """
    parts = tuple(part.strip() for part in only.split(",") if part.strip())
    if only and not parts:
        raise ScannerError(
            "--only {only!r} names nothing: write families or checks, or leave it out", only=only
        )
    return parts
