"""Who records events, by which way, and when: what every recorded event carries."""

import getpass
from dataclasses import dataclass, field

from inventory.approvals.events import Source
from inventory.clock import Clock, now


def login_name() -> str:
    """The user of this machine who runs the program; "unknown" where the system can't tell."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "unknown"


@dataclass(frozen=True)
class Recorder:
    """``actor``: for events that name none themselves."""

    source: Source = Source.IMPORT
    actor: str = field(default_factory=login_name)
    clock: Clock = now
