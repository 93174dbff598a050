"""The list of hosts and its ground truth."""

from scanner.lab.estate.hosts import HOSTS
from tests.scanner.lab.ground_truth import CHECKS, GROUND_TRUTH

NAMES = [
    "tot",
    "tot-hsts",
    "hien-dai",
    "trung-gian",
    "cu-tls10",
    "cu-tls1x",
    "het-han",
    "sap-het-han",
    "tu-ky",
    "sai-ten",
    "ca-la",
    "khoa-yeu",
    "chu-ky-sha1",
    "khong-hsts",
    "khong-chuyen-huong",
    "chi-http",
    "cookie-xau",
    "tieu-de-thieu",
    "csp-yeu",
    "lo-phien-ban",
    "mo-csdl",
    "mo-quan-tri",
    "mo-chia-se",
    "khong-ipv6",
    "ipv6-hong",
    "ipv6-khac",
    "khong-nhan",
    "nhan-sai",
    "khong-phan-hoi",
    "dung-chung",
]


def test_the_thirty_names_are_the_ones_that_the_sample_inventory_uses() -> None:
    """Each once."""
    assert sorted(host.name for host in HOSTS) == sorted(NAMES)


def test_every_host_has_its_ground_truth() -> None:
    """No host is left out, and no finding names a check outside the list."""
    assert GROUND_TRUTH.keys() == {host.host for host in HOSTS}
    assert {check for findings in GROUND_TRUTH.values() for check in findings} <= set(CHECKS)


# Flaws that no OpenSSL of today can show: tests/scanner/probes/tls has servers made for them.
BY_OTHER_SERVERS = {
    *("tls.cipher_order", "tls.key_exchange", "tls.post_quantum", "tls.compression", "tls.renegotiation"),
    *(
        "tls.extended_master_secret",
        "tls.early_data",
        "tls.fallback_scsv",
        "tls.heartbleed",
        "tls.ccs_injection",
    ),
    *("tls.robot", "tls.ocsp_stapling", "tls.alpn", "cert.chain", "cert.lifetime", "cert.transparency"),
}


def test_every_check_of_the_list_finds_something_somewhere() -> None:
    """A check that the lab never provokes would go untested."""
    provoked = {
        check for name, found in GROUND_TRUTH.items() if name != "khong-phan-hoi.brvt.test" for check in found
    }
    assert provoked >= {check for check in CHECKS if check not in BY_OTHER_SERVERS}


def test_every_host_is_described_in_both_languages() -> None:
    """The demo shows these lines."""
    assert all(host.about.vi and host.about.en for host in HOSTS)
