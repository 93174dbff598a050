"""Which open ports administer, hold data or share files."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.exposure._service_table import SERVICES, ServiceKind
from checks.exposure._services import service_of
from checks.facts import OpenPort


@pytest.mark.parametrize(
    ("port", "kind"),
    [
        (OpenPort(port=3306), ServiceKind.DATABASE),
        (OpenPort(port=3306, service="mysql"), ServiceKind.DATABASE),
        (OpenPort(port=3306, service="tcpwrapped", identified=True), ServiceKind.DATABASE),
        (OpenPort(port=3306, service="http", identified=True), None),
        (OpenPort(port=40000, service="MySQL", identified=True), ServiceKind.DATABASE),
        (OpenPort(port=40000, service="ssl/ms-wbt-server", identified=True), ServiceKind.REMOTE_ADMIN),
        (OpenPort(port=40000, service="mysql"), None),
        (
            OpenPort(port=9200, service="http", product="Elasticsearch REST API", identified=True),
            ServiceKind.DATABASE,
        ),
        (
            OpenPort(port=443, service="http", product="MikroTik router config httpd", identified=True),
            ServiceKind.REMOTE_ADMIN,
        ),
        (OpenPort(port=443, service="http", product="nginx", identified=True), None),
        (
            OpenPort(port=21, service="ftp", product="vsftpd", identified=True, tls=True),
            ServiceKind.FILE_SHARING,
        ),
        (OpenPort(port=8080), None),
    ],
)
def test_an_answer_goes_before_a_number(port: OpenPort, kind: ServiceKind | None) -> None:
    """What was identified is judged by its name or product; the rest by its port."""
    found = service_of(port)
    assert (found.kind if found else None) == kind


def test_the_endpoint_s_own_web_port_is_judged_by_its_answer_only() -> None:
    """Somebody may serve https on 2379."""
    assert service_of(OpenPort(port=2379), {2379}) is None
    assert service_of(OpenPort(port=443, service="ssh", identified=True), {443}) is not None


def test_no_name_and_no_port_has_two_services() -> None:
    """The table is unambiguous, and every entry can be matched somehow."""
    names = Counter(name for service in SERVICES for name in service.names)
    ports = Counter(port for service in SERVICES for port in service.ports)
    assert max(names.values()) == max(ports.values()) == 1
    assert all(service.names or service.ports or service.products for service in SERVICES)
    assert all(text == text.lower() for service in SERVICES for text in (*service.names, *service.products))


@given(st.integers(0, 65535), st.text(max_size=50), st.text(max_size=50), st.booleans())
def test_any_port_is_read(number: int, service: str, product: str, identified: bool) -> None:  # noqa: FBT001 - Hypothesis gives it
    """Never an exception, whatever a banner says."""
    service_of(OpenPort(port=number, service=service, product=product, identified=identified))
