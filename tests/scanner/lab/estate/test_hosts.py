"""The list of hosts and its ground truth."""

from typing import get_args

from checks.facts import BrowserFacts, FilesFacts, KevFacts, UdpFacts
from checks.facts.bundle import FIELDS, OfName
from checks.registry import all_checks, get
from scanner.lab.estate.hosts import HOSTS
from tests.scanner.lab.ground_truth import GROUND_TRUTH

# No files are served in the lab, UDP is not asked there, no catalogue is imported, nobody opens a browser.
# Its names are all well published: what is wrong with names is tried at real name servers.
NOT_LOOKED_AT = {FilesFacts, UdpFacts, KevFacts, BrowserFacts, *get_args(OfName)}
SILENT = "khong-phan-hoi.brvt.test"

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
    """No host is left out, and no finding names a check that does not exist."""
    assert GROUND_TRUTH.keys() == {host.host for host in HOSTS}
    assert {check for findings in GROUND_TRUTH.values() for check in findings} <= set(all_checks())


def test_what_each_probe_tells_leads_to_a_finding_somewhere() -> None:
    """A kind of facts that the lab never provokes a finding with would go untested from end to end."""
    found = {check for name, checks in GROUND_TRUTH.items() if name != SILENT for check in checks}
    assert {kind for check in found for kind in get(check).needs} >= set(FIELDS) - NOT_LOOKED_AT


def test_every_host_is_described_in_both_languages() -> None:
    """The demo shows these lines."""
    assert all(host.about.vi and host.about.en for host in HOSTS)
