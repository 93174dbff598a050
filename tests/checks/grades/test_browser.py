"""checks.grades.tls: rules on what a browser gets, by who chooses the suite."""

import pytest

from tests.checks.grades import servers
from tests.checks.grades.servers import V, graded, server

ORDERS: list[tuple[tuple[str, ...], bool | None, str, bool]] = [
    ((servers.RSA_256, servers.AES_256), True, "B", True),
    ((servers.RSA_256, servers.AES_256), False, "A-", True),
    ((servers.RSA_256, servers.AES_256), None, "A-", False),
    ((servers.CBC_128, servers.AES_256), True, "B", True),
    ((servers.CBC_128, servers.AES_256), False, "A-", True),
    ((servers.CBC_128, servers.CBC_256), None, "B", True),
    ((servers.TRIPLE_DES, servers.AES_256), False, "A-", True),
    ((servers.TRIPLE_DES, servers.AES_256), None, "A-", False),
    ((servers.RC4, servers.AES_256), False, "B", True),
    ((servers.RC4, servers.AES_256), None, "B", False),
]


@pytest.mark.parametrize(("suites", "order", "letter", "complete"), ORDERS)
def test_what_a_browser_gets_decides(
    *, suites: tuple[str, ...], order: bool | None, letter: str, complete: bool
) -> None:
    """Forward secrecy, AEAD, 64-bit blocks and RC4 in use depend on who chooses; TLS 1.2 alone here."""
    found = graded(server({V.TLS_1_2: suites}, order=order))
    assert (found.grade, found.complete) == (letter, complete)
