"""TLS: each host accepts the versions it should and presents the certificate it should."""

import ssl
import subprocess
import sys
import warnings

import pytest

from scanner.lab import Lab
from tests.scanner.lab.clients import anything_goes, connect, get, of, shake_hands

V = ssl.TLSVersion
ALL = (V.TLSv1, V.TLSv1_1, V.TLSv1_2, V.TLSv1_3)
MODERN = {V.TLSv1_2, V.TLSv1_3}


def accepts(lab: Lab, name: str, version: ssl.TLSVersion) -> bool:
    """Whether a handshake of this version goes through; a refused client must be told."""
    try:
        shake_hands(of(lab, name), anything_goes(version))
    except ssl.SSLError as error:
        # An alert; or the server's best offer, which the client refuses (a TLS 1.0 server's to TLS 1.3).
        if "alert" in str(error).lower() or error.reason == "UNSUPPORTED_PROTOCOL":
            return False
        raise
    return True


@pytest.mark.parametrize(
    ("name", "versions"),
    [
        ("tot", MODERN),
        ("hien-dai", {V.TLSv1_3}),
        ("trung-gian", MODERN),
        ("cu-tls10", {V.TLSv1}),
        ("cu-tls1x", {V.TLSv1, V.TLSv1_1, V.TLSv1_2}),
        ("dung-chung", {V.TLSv1_2}),
        ("khoa-yeu", MODERN),
        ("chu-ky-sha1", MODERN),
    ],
)
def test_versions(lab: Lab, name: str, versions: set[ssl.TLSVersion]) -> None:
    """Those and no others; nobody is left with a closed connection and no word."""
    assert {version for version in ALL if accepts(lab, name, version)} == versions


def test_good_hosts_refuse_cbc_and_rsa_key_exchange(lab: Lab) -> None:
    """Only suites of Mozilla's intermediate profile."""
    context = anything_goes(V.TLSv1_2)
    context.set_ciphers("AES128-SHA:ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError, match=r"(?i)alert"):
        shake_hands(of(lab, "tot"), context)


@pytest.mark.parametrize("suite", ["AES128-SHA", "ECDHE-RSA-AES256-SHA"])
@pytest.mark.parametrize("name", ["cu-tls10", "cu-tls1x"])
def test_old_hosts_take_old_suites(lab: Lab, name: str, suite: str) -> None:
    """CBC with SHA-1, with and without forward secrecy."""
    context = anything_goes(V.TLSv1)
    context.set_ciphers(f"{suite}:@SECLEVEL=0")
    assert shake_hands(of(lab, name), context)[0] == suite


@pytest.mark.parametrize("group", ["X448", "P-521", "X25519"])
def test_only_p256_is_offered(lab: Lab, group: str) -> None:
    """Groups outside Mozilla's profile are refused."""
    target = of(lab, "tot")
    tried = subprocess.run(
        ["openssl", "s_client", "-connect", f"{target.ipv4}:{target.https_port}", "-groups", group],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert tried.returncode != 0
    assert "handshake failure" in tried.stderr


@pytest.mark.parametrize("server_name", [None, "tot.brvt.test", "khac.example"])
def test_the_server_name_does_not_matter(lab: Lab, server_name: str | None) -> None:
    """One server a host: it answers without SNI, and to a wrong one."""
    _, leaf = shake_hands(of(lab, "tot"), anything_goes(), server_name)
    assert leaf.subject.rfc4514_string() == "CN=tot.brvt.test"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("tot", None),
        ("trung-gian", None),
        ("sap-het-han", None),
        ("het-han", "certificate has expired"),
        ("tu-ky", "self-signed certificate|self signed certificate"),
        ("sai-ten", "Hostname mismatch"),
        ("ca-la", "unable to get local issuer certificate"),
        ("khoa-yeu", "key too weak"),
        ("chu-ky-sha1", "algorithm too weak"),
    ],
)
def test_a_browser_s_view_of_each_certificate(lab: Lab, name: str, problem: str | None) -> None:
    """OpenSSL at security level 2 trusts the good ones by the lab's root and names each defect."""
    target, context = of(lab, name), ssl.create_default_context(cafile=lab.ca_file)
    context.set_ciphers("DEFAULT:@SECLEVEL=2")
    if problem is None:
        shake_hands(target, context, target.host)
        return
    with pytest.raises(ssl.SSLCertVerificationError, match=f"(?i){problem}"):
        shake_hands(target, context, target.host)


@pytest.mark.parametrize("name", ["tot", "hien-dai", "trung-gian"])
def test_sslyze_finds_mozilla_s_intermediate_profile_kept(lab: Lab, name: str) -> None:
    """Versions, suites, groups, certificate and known weaknesses, by another scanner's judgement."""
    target = of(lab, name)
    port_and_address = f"{target.ipv4}:{target.https_port}"
    options = ["--mozilla_config=intermediate", f"--sni={target.host}", f"--certinfo_ca_file={lab.ca_file}"]
    judged = subprocess.run(
        [sys.executable, "-m", "sslyze", *options, port_and_address],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert f"{port_and_address}: OK - Compliant" in judged.stdout


def test_plain_http_on_the_tls_port_is_told_so(lab: Lab) -> None:
    """As nginx does, at once."""
    target = of(lab, "tot")
    with connect(target, target.https_port) as client:
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 400 ")


def test_renegotiation_is_refused(lab: Lab) -> None:
    """By the server, over TLS 1.2."""
    target = of(lab, "tot")
    tried = subprocess.run(
        ["openssl", "s_client", "-connect", f"{target.ipv4}:{target.https_port}", "-tls1_2"],
        input="R\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "RENEGOTIATING" in tried.stdout + tried.stderr
    assert "no renegotiation" in tried.stderr


def test_the_old_host_serves_its_page(lab: Lab) -> None:
    """The page is there for whoever still speaks TLS 1.0."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert get(of(lab, "cu-tls10")).status_code == 200
