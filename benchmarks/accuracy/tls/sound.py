"""Servers in good order, of every kind: nothing about them is wrong."""

from pathlib import Path

from cryptography import x509

from benchmarks.accuracy.host import Host
from benchmarks.accuracy.serving import ALL_GOOD, BAD, SUB, Files, Making, by_nginx, good
from tests.scanner.probes.authority import HOST, Wanted, issue, rsa_key
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN

UNDERSCORE = "cong_dan.example.test"
IDN = "sở-nội-vụ.example.test"
IDN_ASCII = IDN.encode("idna").decode()
TLS_1_2_ONLY = INTERMEDIATE.replace("TLSv1.2 TLSv1.3", "TLSv1.2")


def _dual(folder: Path) -> tuple[Files, ...]:
    return issue(SUB, Wanted()).write(folder, "ec"), issue(SUB, Wanted(key=rsa_key())).write(folder, "rsa")


def _of(wanted: Wanted) -> Making:
    return lambda folder: (issue(SUB, wanted).write(folder, "own"),)


def _host(name: str, make: Making, protocol: str = INTERMEDIATE, host: str = HOST) -> Host:
    serve = by_nginx(make, protocol, host)
    old = {"tls.protocols": BAD} if protocol == TLS_1_2_ONLY else {}  # a warning, for want of TLS 1.3
    return Host(kind="in good order", name=name, serve=serve, truth={**ALL_GOOD, **old})


DOMAIN_VALIDATED = x509.PolicyInformation(x509.ObjectIdentifier("2.23.140.1.2.1"), None)
HOSTS = (
    _host("ecdsa", good),
    _host("rsa", lambda folder: good(folder, rsa=True)),
    _host("rsa-and-ecdsa", _dual),
    _host("tls-1.3-alone", good, MODERN),
    _host("tls-1.2-alone", good, TLS_1_2_ONLY),
    _host("wildcard", _of(Wanted(names=("*.example.test", "example.test")))),
    _host("idn", _of(Wanted(names=(IDN_ASCII,))), host=IDN),
    _host("upper-case-name", _of(Wanted(names=("WWW.Example.TEST",)))),
    _host("underscore-under-a-wildcard", _of(Wanted(names=("*.example.test",))), host=UNDERSCORE),
    _host("other-names-first", _of(Wanted(names=("example.test", "192.0.2.7", "xn--p1ai", HOST)))),
)
