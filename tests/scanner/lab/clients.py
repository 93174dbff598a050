"""Clients to look at the lab with: httpx, Python's ssl and plain sockets, none of them the scanner's own."""

import socket
import ssl
import warnings
from collections.abc import Mapping
from typing import Literal

import httpx
import pytest
from cryptography import x509

from scanner.lab import Lab, LabAddress
from scanner.lab.connections.addresses import has_ipv6

SECONDS = 60.0  # patience with a busy machine
needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no ::1")
IPV4_AND_IPV6 = (False, pytest.param(True, marks=needs_ipv6))
Scheme = Literal["http", "https"]


def of(lab: Lab, name: str) -> LabAddress:
    """A host by its first label."""
    return lab.hosts[f"{name}.brvt.test"]


def anything_goes(version: ssl.TLSVersion | None = None) -> ssl.SSLContext:
    """A client that trusts everybody and speaks any version, or the one told."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = version or ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = version or ssl.TLSVersion.MAXIMUM_SUPPORTED
    return context


def connect(host: LabAddress, port: int, *, ipv6: bool = False) -> socket.socket:
    """A TCP connection."""
    return socket.create_connection(("::1" if ipv6 else host.ipv4, port), timeout=SECONDS)


def shake_hands(
    host: LabAddress, context: ssl.SSLContext, server_name: str | None = None
) -> tuple[str, x509.Certificate]:
    """The suite agreed on and the leaf presented; raises as the handshake does."""
    with (
        connect(host, host.https_port) as plain,
        context.wrap_socket(plain, server_hostname=server_name) as secure,
    ):
        presented, suite = secure.getpeercert(binary_form=True), secure.cipher()
    assert presented is not None
    assert suite is not None
    return suite[0], x509.load_der_x509_certificate(presented)


def get(
    host: LabAddress,
    scheme: Scheme = "https",
    path: str = "/",
    *,
    ipv6: bool = False,
    method: str = "GET",
    seconds: float = SECONDS,
    fields: Mapping[str, str] | None = None,
) -> httpx.Response:
    """One answer, no redirect followed, no certificate checked."""
    port = host.https_port if scheme == "https" else host.http_port
    address = "[::1]" if ipv6 else host.ipv4
    with httpx.Client(verify=anything_goes(), trust_env=False, timeout=seconds) as client:
        return client.request(
            method,
            f"{scheme}://{address}:{port}{path}",
            headers={"Host": f"{host.host}:{port}", **(fields or {})},
            extensions={"sni_hostname": host.host},
        )
