"""What a browser would get: SSL Labs judges some suites by what clients negotiate, not by what is on offer.

It simulates some sixty clients. Here one stands for them: it takes any suite that browsers have ever had, and
prefers the best. Where the server leaves the choice to it, it gets its best; where the server chooses, the
server's first; where that is not known, any.
"""

from collections.abc import Callable

from checks.facts import ProtocolScan
from checks.tls._suites import Trait, is_aead, is_forward_secret, parse, traits

NEVER_IN_BROWSERS = {Trait.NULL, Trait.EXPORT, Trait.ANONYMOUS, Trait.DES}
SMALL_BLOCKS = {"3DES", "EDE3", "DES", "DES40", "IDEA", "RC2", "MAGMA", "28147"}  # 64 bits: Sweet32


def negotiates(scan: ProtocolScan, has: Callable[[str], bool]) -> bool | None:
    """Whether what a browser gets in this version has a property; None when that depends on the order."""
    answers = {has(name) for name in _candidates(scan)}
    return answers.pop() if len(answers) == 1 else None


def is_rc4(name: str) -> bool:
    """Whether a suite encrypts with RC4."""
    return Trait.RC4 in traits(name)


def has_small_blocks(name: str) -> bool:
    """Whether a suite's cipher has blocks of 64 bits."""
    return bool(parse(name).tokens & SMALL_BLOCKS)


def _candidates(scan: ProtocolScan) -> list[str]:
    names = [suite.name for suite in scan.suites]
    usual = [name for name in names if not NEVER_IN_BROWSERS.intersection(traits(name))] or names
    if scan.server_order is None:
        return usual
    return usual[:1] if scan.server_order else sorted(usual, key=_badness)[:1]


def _badness(name: str) -> tuple[bool, ...]:
    return is_rc4(name), has_small_blocks(name), not is_forward_secret(name), not is_aead(name)
