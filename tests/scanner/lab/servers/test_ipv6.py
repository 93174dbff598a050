"""IPv6: the same page over ::1, and the three hosts that differ."""

import difflib

import pytest

from scanner.lab import Lab
from scanner.lab.estate.host import Ipv6Mode
from scanner.lab.estate.hosts import HOSTS
from tests.scanner.lab.clients import Scheme, connect, get, needs_ipv6, of

pytestmark = needs_ipv6

SAME = [host.name for host in HOSTS if host.ipv6 is Ipv6Mode.SAME and not host.web.silent]


@pytest.mark.parametrize("name", SAME)
def test_the_same_page_over_both(lab: Lab, name: str) -> None:
    """Byte for byte, on the same port."""
    scheme: Scheme = "http" if name == "chi-http" else "https"
    assert get(of(lab, name), scheme).content == get(of(lab, name), scheme, ipv6=True).content


def test_another_page_over_ipv6(lab: Lab) -> None:
    """The status is the same, the text far more than a tenth different."""
    ipv4, ipv6 = get(of(lab, "ipv6-khac")), get(of(lab, "ipv6-khac"), ipv6=True)
    assert (ipv4.status_code, ipv6.status_code) == (200, 200)
    assert difflib.SequenceMatcher(None, ipv4.text, ipv6.text).quick_ratio() < 0.8


@pytest.mark.parametrize("name", ["ipv6-hong", "khong-ipv6"])
def test_nothing_listens_over_ipv6(lab: Lab, name: str) -> None:
    """Both ports refuse, and IPv4 answers."""
    host = of(lab, name)
    for port in (host.https_port, host.http_port):
        with pytest.raises(ConnectionRefusedError):
            connect(host, port, ipv6=True)
    assert get(host).status_code == 200
