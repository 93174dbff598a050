"""All of the rebuilt cases."""

from collections.abc import Iterator

from benchmarks.suites.limbo.rebuilt import authorities, constrained_names, hosts, keys, many_certificates
from benchmarks.suites.limbo.served import ServedCase

THEMES = (hosts, constrained_names, authorities, keys, many_certificates)


def all_cases() -> Iterator[ServedCase]:
    """142: those of x509-limbo's that a server can show to a browser."""
    for theme in THEMES:
        yield from theme.cases()
