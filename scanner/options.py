"""Options of scans and audits, each described once; every command's are in ``inventory.cli.options``."""

from pathlib import Path
from typing import Annotated, Literal

import typer

OnlyOption = Annotated[str, typer.Option("--only", metavar="FAMILY,…", help="Only these families or checks.")]
ProfileOption = Annotated[str, typer.Option("--profile", metavar="NAME", help="What to judge by.")]
DepthOption = Annotated[Literal["lean", "full"], typer.Option("--depth", help="How much TLS is asked.")]
ResolverOption = Annotated[str | None, typer.Option("--resolver", metavar="IP[:PORT]", help="DNS resolver.")]
CaFileOption = Annotated[Path | None, typer.Option("--ca-file", metavar="PEM", help="More roots to trust.")]


def families_of(only: str) -> tuple[str, ...]:
    """The parts of a comma-separated ``--only``."""
    return tuple(part.strip() for part in only.split(",") if part.strip())
