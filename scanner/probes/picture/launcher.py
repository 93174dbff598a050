"""Becomes the browser: ``python -m scanner.probes.picture.launcher FOLDER PORT CHROMIUM FLAG…``.

The browser is a process group of its own that writes its number into the folder, so that whoever started it
can end all of it; it is killed when its parent dies. It is no root, may use so much of the processor and of a
file and no more, and its TCP connections lead to the proxy's port alone, where the kernel can hold them to
that (Landlock). Chromium puts what reads the pages into its own sandbox.
"""

import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

from scanner.probes.picture import sandbox
from scanner.probes.workers import cage, landlock

PID_FILE = "browser.pid"
PROCESSOR_SECONDS = 120  # of one process; a picture takes less than ten
LARGEST_FILE = 512 << 20  # bytes; shared memory counts as files
SET_PARENT_DEATH_SIGNAL, SET_NO_NEW_PRIVILEGES = 1, 38  # prctl(2)


def main() -> None:
    """Never returns."""
    folder, port, *command = sys.argv[1:]
    cage.call_prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    Path(folder, PID_FILE).write_text(str(os.getpid()), "ascii")
    _limit()
    if os.geteuid() == 0:
        cage.become(cage.unprivileged_uid())
        cage.call_prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)  # forgotten with the change of user
    # With a sandbox that is set-user-ID, privileges must be had for a moment: then the kernel is not asked.
    if sandbox.has_user_namespaces() and cage.call_prctl(SET_NO_NEW_PRIVILEGES, 1) == 0:
        landlock.connect_to_port_only(int(port))
    os.execv(command[0], command)  # noqa: S606 - the very point


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
    ):
        with suppress(ValueError, OSError):  # a lower limit holds already
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
