"""What a command asks of a paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inventory.model import Code, Language

DONE, LACKING = 0, 3  # exit statuses


@dataclass(frozen=True)
class PaperRequest:
    """``number``: of the form. ``told``: variables given by hand.

    ``is_listed``: the systems are important to national security. ``is_anyway``: also where the form does not
    fit the level.
    """

    number: str
    systems: tuple[Code, ...]
    output: Path
    letterhead: Path | None = None
    to: str | None = None
    is_anyway: bool = False
    is_listed: bool = False
    template: Path | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    force: bool = False
    language: Language = "vi"
    database: str | None = None
