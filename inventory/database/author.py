"""Who writes to a database."""

import getpass


def login_name() -> str:
    """The user of this machine who runs the program; "unknown" where the system can't tell."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "unknown"
