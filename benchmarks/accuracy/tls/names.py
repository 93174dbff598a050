"""Certificates with very many names."""

from benchmarks.accuracy.host import Host
from benchmarks.accuracy.serving import BAD, GOOD_CERTIFICATE, SUB, Making, by_nginx
from tests.scanner.probes.authority import HOST, Wanted, issue

KIND = "many names"


def _names(before: int, after: int, host: str = HOST) -> Making:
    others = [f"n{number}.example.test" for number in range(before + after)]
    names = (*others[:before], host, *others[before:])
    return lambda folder: (issue(SUB, Wanted(names=names)).write(folder, "many"),)


HOSTS = (
    Host(kind=KIND, name="101-names-host-last", serve=by_nginx(_names(100, 0)), truth=GOOD_CERTIFICATE),
    Host(kind=KIND, name="137-names-host-first", serve=by_nginx(_names(0, 136)), truth=GOOD_CERTIFICATE),
    Host(
        kind=KIND,
        name="250-names-wildcard-in-the-middle",
        serve=by_nginx(_names(160, 89, "*.example.test")),
        truth=GOOD_CERTIFICATE,
    ),
    Host(kind=KIND, name="1000-names-host-last", serve=by_nginx(_names(999, 0)), truth=GOOD_CERTIFICATE),
    Host(
        kind=KIND,
        name="250-names-none-the-host's",
        serve=by_nginx(_names(249, 0, "www2.example.test")),
        truth={**GOOD_CERTIFICATE, "cert.hostname": BAD},
    ),
)
