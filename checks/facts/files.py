"""Files, listings and login pages that nobody links to, asked for one by one within the owner's permission.

What was found is verified by its content where it was read; of that content nothing is kept, since it may
hold secrets: only what kind of thing it is.
"""

from typing import Literal

from checks.facts.extent import Unseen
from checks.model import Frozen

MOST_REQUESTS = 40  # a host
ExposureKind = Literal["file", "directory", "panel"]


class ExposedPath(Frozen):
    """Something that the site serves, verified by its content.

    ``sort``: what it is, as the probe's table has it ("git", "env", "listing", "wordpress" …).
    """

    path: str
    exposure: ExposureKind
    sort: str
    name: str  # of the thing, in the words of those who made it: "Git", "phpMyAdmin", "nginx"
    status: int
    media_type: str = ""
    size: int | None = None  # octets, as the server says; None: it doesn't
    secret: bool = False  # whether things of this sort hold passwords or personal data as a rule


class FilesFacts(Frozen):
    """What one address of the host answered under the names of a dated table; first, paths that cannot exist.

    ``refused``: paths that the server keeps (401, 403, a firewall's page): something may be there, and nobody
    gets it. ``answers_everything``: the impossible paths were not refused, so that a status tells nothing.
    """

    kind: Literal["files"] = "files"
    version: Literal[1] = 1
    address: str
    origin: str  # https://example.test/
    table: str  # the date of the table
    asked: tuple[str, ...]  # paths, in order
    requests: int
    found: tuple[ExposedPath, ...] = ()
    refused: tuple[str, ...] = ()
    answers_everything: bool = False
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen

    def of(self, exposure: ExposureKind) -> tuple[ExposedPath, ...]:
        """What was found of one kind."""
        return tuple(one for one in self.found if one.exposure == exposure)
