"""Landlock (landlock(7)): what this process may no longer do with files, whoever it runs as."""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every architecture of Linux but Alpha
ASK_VERSION = 1
PATH_BENEATH, NET_PORT = 1, 2
READ_FILE, READ_DIR = 1 << 2, 1 << 3
FILE_RIGHTS = (13, 14, 15, 15, 16)  # how many there are, by version of the interface; then as in the last
NETWORK_SINCE, SCOPES_SINCE = 4, 6
BIND, CONNECT = 1 << 0, 1 << 1
ALL_SCOPES = 0b11  # abstract Unix sockets of others, signals to others


def version() -> int:
    """That of the kernel's interface; 0: there is none, or it is off."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, _call(CREATE_RULESET, None, 0, ASK_VERSION))


def reading_only(readable: Iterable[Path]) -> int | None:
    """A set of rules, as a descriptor: files beneath these may be read; none written, and none executed.

    Listening for TCP, signals to others and their abstract sockets are denied as well, where the kernel can.
    None: it knows no Landlock.
    """
    known = version()
    if known == 0:
        return None
    rights = (1 << FILE_RIGHTS[min(known, len(FILE_RIGHTS)) - 1]) - 1
    attributes = struct.pack("=Q", rights)
    if known >= NETWORK_SINCE:
        attributes += struct.pack("=Q", BIND)
    if known >= SCOPES_SINCE:
        attributes += struct.pack("=Q", ALL_SCOPES)
    rules = _call(CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return None
    for path in readable:
        _allow(rules, path)
    return rules


def connect_to_port_only(port: int) -> bool:
    """From now on this process listens nowhere, and its TCP leads to no other port; False: no such kernel.

    Privileges must have been given up (PR_SET_NO_NEW_PRIVS).
    """
    if version() < NETWORK_SINCE:
        return False
    attributes = struct.pack("=QQ", 0, BIND | CONNECT)
    rules = _call(CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return False
    try:
        allowed = _call(ADD_RULE, rules, NET_PORT, struct.pack("=QQ", CONNECT, port), 0)
        return allowed == 0 and restrict(rules)
    finally:
        os.close(rules)


def restrict(rules: int) -> bool:
    """Obey a set of rules from now on, in this thread and those that it starts."""
    return _call(RESTRICT_SELF, rules, 0) == 0


def _allow(rules: int, path: Path) -> None:
    try:
        where = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there is not read
    try:
        rights = READ_FILE | READ_DIR if path.is_dir() else READ_FILE
        _call(ADD_RULE, rules, PATH_BENEATH, struct.pack("=Qi", rights, where), 0)
    finally:
        os.close(where)


def _call(number: int, *arguments: int | bytes | None) -> int:
    long = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return int(ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *long))
