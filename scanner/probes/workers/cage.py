"""A cage for jobs that read hostile bytes with libraries that nobody mends any more.

A flaw in such a library may hand its process over to a server. In the cage that process has no privileges and
gets none, writes and executes no file, reads no others than Python's and the system's, and uses no more than
its share of memory, time, descriptors and processes. What the machine cannot do is left out, and
``capdo doctor`` tells: ``python -m scanner.probes.workers.cage`` tries each of it in a cage of its own.
"""

import codecs
import ctypes
import json
import os
import pwd
import resource
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from scanner.probes.workers import landlock

SET_DUMPABLE, SET_NO_NEW_PRIVILEGES, GET_NO_NEW_PRIVILEGES = 4, 38, 39  # prctl(2)
NOBODY = 65534
MEMORY = 2 << 30  # bytes of addresses; sslyze and its threads have some 400 MB
SECONDS = 300  # of the processor, in a worker's life of 20 jobs
FILES = 256
PROCESSES = 64  # threads count too; besides those that the user has already
CODECS = ("ascii", "idna", "latin-1", "punycode", "utf-8")  # imported when first used: too late in there
ROOT = Path(__file__).parents[3]
SYSTEM = (
    *("/usr", "/lib", "/lib64", "/etc/ssl", "/etc/localtime", "/dev/null", "/dev/urandom"),
    *("/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/gai.conf", "/etc/nsswitch.conf"),
)


def enter() -> None:
    """Lock this process in, for good. Import first what will be needed; start threads afterwards."""
    for name in CODECS:
        codecs.lookup(name)
    uid = unprivileged_uid()
    rules = landlock.reading_only(_readable())  # paths are opened while they can be
    _limit_resources(_tasks_of(uid))
    if os.geteuid() == 0:
        become(uid)
    call_prctl(SET_DUMPABLE, 0)
    if call_prctl(SET_NO_NEW_PRIVILEGES, 1) == 0 and rules is not None:
        landlock.restrict(rules)


def holding() -> dict[str, bool]:
    """What holds in this process, found out by trying."""
    return {
        "no_new_privileges": call_prctl(GET_NO_NEW_PRIVILEGES, 0) == 1,
        "unprivileged": os.geteuid() != 0 and not _can_become_root(),
        "limits": resource.getrlimit(resource.RLIMIT_FSIZE) == (0, 0),
        "no_writing": not _can_create_a_file(),
        "no_programs": not _can_run_a_program(),
    }


def _readable() -> set[Path]:
    own = (sys.prefix, sys.base_prefix, *filter(None, sys.path))
    return {ROOT / "scanner", ROOT / "checks", *map(Path, (*own, *SYSTEM))}


def unprivileged_uid() -> int:
    """The user to be, where this one is root."""
    if os.geteuid() != 0:
        return os.geteuid()
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        return NOBODY


def become(uid: int) -> None:
    """Another user, with no group but its own; a container may have none, and then it stays root."""
    with suppress(OSError):
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)


def _limit_resources(tasks: int) -> None:
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # pipes are no files
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_NPROC, tasks + PROCESSES),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def _tasks_of(uid: int) -> int:
    """The user's threads, which RLIMIT_NPROC counts all together."""
    count = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if process.stat().st_uid == uid:
                count += len(list((process / "task").iterdir()))
    return count


def call_prctl(option: int, value: int) -> int:
    """prctl(2); -1 where there is no such call."""
    if not sys.platform.startswith("linux"):
        return -1
    unused = ctypes.c_ulong(0)
    return int(ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), unused, unused, unused))


def _can_become_root() -> bool:
    try:
        os.setuid(0)
    except OSError:
        return False
    return True


def _can_create_a_file() -> bool:
    try:
        with tempfile.TemporaryFile():
            return True
    except OSError:
        return False


def _can_run_a_program() -> bool:
    try:
        subprocess.run([sys.executable, "-c", ""], check=False, capture_output=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


if __name__ == "__main__":
    enter()
    sys.stdout.write(json.dumps(holding()) + "\n")
