"""The dated table of what is asked for, and how an answer is verified."""

import re
import tomllib
from datetime import date
from functools import cache

from pydantic import field_validator

from checks import data
from checks.facts.files import ExposureKind
from checks.model import Frozen

PACKAGE, TABLE = "scanner.probes.files", "exposed-paths"
READ = 4_096  # octets of an answer that are looked at


class Signature(Frozen):
    """What gives a thing away: one of ``matches``, and ``also`` where there is one."""

    name: str
    sort: str = "listing"
    matches: tuple[str, ...]
    also: str = ""

    @field_validator("matches", "also")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...] | str) -> tuple[str, ...] | str:
        for pattern in (patterns,) if isinstance(patterns, str) else patterns:
            re.compile(pattern)
        return patterns

    def holds(self, text: str) -> bool:
        """Whether a text, of which the first 4,096 characters are looked at, is such a thing."""
        seen = text[:READ]
        return any(re.search(pattern, seen) for pattern in self.matches) and (
            not self.also or re.search(self.also, seen) is not None
        )


class AskedPath(Signature):
    """One path. ``challenge``: the realm of a login before the thing (RFC 9110 section 11.6.1)."""

    path: str
    exposure: ExposureKind = "file"
    sort: str
    html: bool = False
    secret: bool = False
    challenge: str = ""


class Directory(Frozen):
    """One that may be listed."""

    path: str


class PathTable(Frozen):
    """All of them, the most telling first."""

    date: date
    source: str
    paths: tuple[AskedPath, ...]
    directories: tuple[Directory, ...]
    listings: tuple[Signature, ...]
    start_pages: tuple[Signature, ...]


@cache
def table() -> PathTable:
    """The table that ships with this version."""
    return PathTable.model_validate(tomllib.loads(data.table_text(PACKAGE, TABLE)))


def path_at(path: str, host: str) -> str:
    """A path of the table as it is asked of one host."""
    bare = host.removeprefix("www.")
    return path.replace("{host}", bare).replace("{name}", bare.partition(".")[0])
