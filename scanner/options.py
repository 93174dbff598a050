"""Command-line options that several commands share, each described once."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from checks.model import Language

_DATABASE = "Database to use; else $CAPDO_DATABASE_URL, else the file capdo.db here."
_PROFILE = "What to judge by: default, internet-nl, mozilla-intermediate, mozilla-modern or tt39-2017."
_DEPTH = "Of TLS, lean asks versions, suites, groups and certificates; full adds old suites and known flaws."

DatabaseOption = Annotated[str | None, typer.Option("--database", metavar="URL", help=_DATABASE)]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the output.")]
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


def families_of(only: str) -> tuple[str, ...]:
    """The parts of a comma-separated ``--only``."""
    return tuple(part.strip() for part in only.split(",") if part.strip())
