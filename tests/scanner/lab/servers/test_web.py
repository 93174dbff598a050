"""HTTP: each host answers with the headers, cookies, redirects and label it should."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from scanner.lab import Lab
from scanner.lab.estate.hosts import HOSTS
from tests.scanner.lab.clients import IPV4_AND_IPV6, Scheme, connect, get, of

SECURITY_HEADERS = {
    "strict-transport-security": "max-age=63072000",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}
ANSWERING = [host.name for host in HOSTS if host.web.https and not host.web.silent]
REDIRECTING = [host.name for host in HOSTS if host.web.redirects and not host.web.silent]


@pytest.mark.parametrize("name", ANSWERING)
def test_every_host_serves_its_page_and_security_txt(lab: Lab, name: str) -> None:
    """Over https, with text in both languages."""
    page, file = get(of(lab, name)), get(of(lab, name), path="/.well-known/security.txt")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert f"{name}.brvt.test" in page.text
    assert (file.status_code, file.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    expires = re.search(r"^Expires: (.+)$", file.text, re.MULTILINE)
    assert expires is not None
    left = datetime.fromisoformat(expires[1]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)


@pytest.mark.parametrize("name", REDIRECTING)
def test_plain_http_redirects_to_its_own_tls_port(lab: Lab, name: str) -> None:
    """Path and query are kept; HSTS is not sent over plain HTTP."""
    host = of(lab, name)
    answer = get(host, "http", "/a?b=c")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"https://{host.host}:{host.https_port}/a?b=c"
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("name", ["khong-chuyen-huong", "chi-http"])
def test_hosts_without_a_redirect_serve_the_page(lab: Lab, name: str) -> None:
    """Over plain HTTP."""
    answer = get(of(lab, name), "http")
    assert answer.status_code == 200
    assert "danh-ba-tin-nhiem" in answer.text


@pytest.mark.parametrize("ipv6", IPV4_AND_IPV6)
def test_the_http_only_host_refuses_tls(lab: Lab, *, ipv6: bool) -> None:
    """Its port is closed."""
    with pytest.raises(ConnectionRefusedError):
        connect(of(lab, "chi-http"), of(lab, "chi-http").https_port, ipv6=ipv6)


def security_headers(answer: httpx.Response) -> dict[str, str]:
    """Those of SECURITY_HEADERS that came."""
    return {name: answer.headers[name] for name in SECURITY_HEADERS if name in answer.headers}


@pytest.mark.parametrize("path", ["/", "/.well-known/security.txt", "/khong-co"])
def test_the_good_host_sends_every_header_with_every_answer(lab: Lab, path: str) -> None:
    """Error pages too."""
    answer = get(of(lab, "tot"), path=path)
    assert security_headers(answer) == SECURITY_HEADERS
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_hsts(lab: Lab) -> None:
    """With subdomains and preload on tot-hsts, absent on khong-hsts and dung-chung."""
    found = {
        name: get(of(lab, name)).headers.get("strict-transport-security")
        for name in ("tot-hsts", "khong-hsts", "dung-chung")
    }
    assert found == {
        "tot-hsts": "max-age=63072000; includeSubDomains; preload",
        "khong-hsts": None,
        "dung-chung": None,
    }


def test_missing_headers(lab: Lab) -> None:
    """tieu-de-thieu has none; the cookie keeps its attributes."""
    answer = get(of(lab, "tieu-de-thieu"))
    assert security_headers(answer) == {}
    assert "content-security-policy" not in answer.headers
    assert "Secure; HttpOnly" in answer.headers["set-cookie"]


@pytest.mark.parametrize("name", ["csp-yeu", "dung-chung"])
def test_weak_policies(lab: Lab, name: str) -> None:
    """'unsafe-inline' for everything."""
    assert "'unsafe-inline'" in get(of(lab, name)).headers["content-security-policy"]


def test_cookies(lab: Lab) -> None:
    """A session cookie, protected everywhere but on cookie-xau."""
    good, bad = (get(of(lab, name)).headers["set-cookie"] for name in ("tot", "cookie-xau"))
    assert re.fullmatch(r"PHPSESSID=\w{32}; Path=/; Secure; HttpOnly; SameSite=Lax", good)
    assert re.fullmatch(r"PHPSESSID=\w{32}; Path=/", bad)


def test_versions_leak_from_one_host_only(lab: Lab) -> None:
    """Server and X-Powered-By of lo-phien-ban."""
    leaking, good = get(of(lab, "lo-phien-ban")).headers, get(of(lab, "tot")).headers
    assert (leaking["server"], leaking["x-powered-by"]) == ("Apache/2.4.29 (Ubuntu)", "PHP/5.6.40")
    assert (good["server"], good.get("x-powered-by")) == ("nginx", None)


def test_labels(lab: Lab) -> None:
    """Linked for the host itself, lazy on trung-gian, for another host on nhan-sai, absent on khong-nhan."""
    pages = {name: get(of(lab, name)).text for name in ("tot", "trung-gian", "nhan-sai", "khong-nhan")}
    register = "https://tinnhiemmang.vn"
    assert f'href="{register}/danh-ba-tin-nhiem/totbrvttest-1684108800"' in pages["tot"]
    assert f' src="{register}/handle_cert?id=tot.brvt.test"' in pages["tot"]
    assert f'data-src="{register}/handle_cert?id=trung-gian.brvt.test"' in pages["trung-gian"]
    assert "handle_cert?id=khac.brvt.test" in pages["nhan-sai"]
    assert "nhan-sai.brvt.test" not in pages["nhan-sai"].partition(register)[2]
    assert "tinnhiemmang" not in pages["khong-nhan"]


def test_one_connection_serves_many_requests(lab: Lab) -> None:
    """Keep-alive, pipelined, HEAD without a body; then the server closes when it is asked to."""
    host = of(lab, "khong-chuyen-huong")
    with connect(host, host.http_port) as client:
        client.sendall(b"HEAD / HTTP/1.1\r\n\r\n" * 3 + b"HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n")
        received = b"".join(iter(lambda: client.recv(65_536), b""))
    assert received.count(b"HTTP/1.1 200 OK") == 4
    assert b"<html" not in received


@pytest.mark.parametrize(("method", "status"), [("POST", 405), ("OPTIONS", 405), ("HEAD", 200)])
def test_other_methods(lab: Lab, method: str, status: int) -> None:
    """Only GET and HEAD are answered, with the headers of any answer."""
    answer = get(of(lab, "tot"), method=method)
    assert answer.status_code == status
    assert security_headers(answer) == SECURITY_HEADERS


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("ipv6", IPV4_AND_IPV6)
def test_the_silent_host_accepts_and_says_nothing(lab: Lab, scheme: Scheme, *, ipv6: bool) -> None:
    """On both ports and both families."""
    with pytest.raises(httpx.ReadTimeout if scheme == "http" else httpx.ConnectTimeout):
        get(of(lab, "khong-phan-hoi"), scheme, ipv6=ipv6, seconds=1)


def test_the_tampered_host_hides_links_and_sends_phones_from_google_away(lab: Lab) -> None:
    """Everybody is sent the hidden links; nobody else is sent away."""
    host, phone = of(lab, "tieu-de-thieu"), {"User-Agent": "Mozilla/5.0 (Linux) Mobile Safari/537.36"}
    from_google = {**phone, "Referer": "https://www.google.com/"}
    assert "<div hidden><a href=" in get(host).text
    assert "<div hidden>" not in get(of(lab, "tot")).text
    answers = [get(host, fields=said).status_code for said in ({}, phone, from_google)]
    assert answers == [200, 200, 302]
