"""Whether Chromium can put pages into its sandbox here: by user namespaces, or by a program of root's."""

import os
import shutil
import subprocess
from pathlib import Path

from scanner.probes.workers.cage import unprivileged_uid

SET_USER_ID = 0o4000
PROGRAM = Path("/usr/lib/chromium/chrome-sandbox")  # Debian's package chromium-sandbox
SECONDS = 10.0


def is_there() -> bool:
    """Whether there is one: without it no page of a stranger's is opened."""
    return has_user_namespaces() or _has_program()


def has_user_namespaces() -> bool:
    """Whether the user that the browser runs as may make user namespaces, found out by trying."""
    unshare = shutil.which("unshare")  # of util-linux
    if unshare is None:
        return False
    is_root = os.geteuid() == 0
    try:
        tried = subprocess.run(  # noqa: S603 - no text of anybody's is in it
            [unshare, "--user", "true"],
            check=False,
            capture_output=True,
            timeout=SECONDS,
            user=unprivileged_uid() if is_root else None,
            extra_groups=() if is_root else None,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return tried.returncode == 0


def _has_program() -> bool:
    try:
        status = PROGRAM.stat()
    except OSError:
        return False
    return bool(status.st_mode & SET_USER_ID) and status.st_uid == 0
