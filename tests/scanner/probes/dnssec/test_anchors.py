"""Files of trust anchors: what can be read, and one clear error for what cannot."""

from pathlib import Path

import dns.name
import pytest

from scanner.errors import ScannerError
from scanner.probes.dnssec import anchors
from tests.scanner.probes.dnssec import signing

DIGEST = "ab" * 32
GOOD = f"example.test. IN DS 12345 13 2 {DIGEST}"


def _read(text: str, folder: Path) -> anchors.TrustAnchors:
    file = folder / "anchors"
    file.write_text(text)
    return anchors.from_file(file)


def test_the_root_is_bundled() -> None:
    """KSK-2017 and KSK-2024, as IANA publishes them."""
    (anchor,) = anchors.bundled().by_zone.values()
    assert anchor.zone == dns.name.root
    assert [(one.key_tag, one.algorithm, one.digest_type) for one in anchor.digests] == [
        (20326, 8, 2),
        (38696, 8, 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"; a comment\n\n{GOOD} ; and one behind\n",
        f"example.test. 3600 IN DS 12345 13 2 (\n  {DIGEST[:20]} ; half\n  {DIGEST[20:]} )\n",
        f"EXAMPLE.TEST DS 12345 13 2 {DIGEST}\r\n",
        f"example.test. IN DNSKEY {signing.key().record}\n",
    ],
)
def test_presentation_form_is_read(text: str, tmp_path: Path) -> None:
    """With TTL and class or without, with comments, over several lines (RFC 1035, 5.1)."""
    found = _read(text, tmp_path)
    anchor = found.covering(dns.name.from_text("www.example.test"))
    assert anchor is not None
    assert len(anchor.digests) + len(anchor.keys) == 1
    assert found.covering(dns.name.from_text("test")) is None
    assert found.covering(dns.name.root) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no trust anchor"),
        ("; nothing\n", "holds no trust anchor"),
        (f"{GOOD}\nhello\n", "line 2"),
        (f"{GOOD}\nexample.test. IN A 192.0.2.1\n", "line 2: neither a DS nor a DNSKEY record"),
        ("example.test. IN DS 12345 13 2 abcd\n", "line 1"),
        (f"\n\nexample.test. IN DS 12345 13 2 (\n{DIGEST}\n", "line 3"),
        (f" IN DS 12345 13 2 {DIGEST}", "line 1: begins with a space"),
        (f"example.test. IN DS 12345 200 2 {DIGEST}", "line 1: algorithm 200"),
        (f"example.test. IN DS 12345 1 2 {DIGEST}", "line 1: algorithm 1"),
        (f"example.test. IN DS 12345 13 99 {DIGEST}", "line 1: digest type 99"),
        ("example.test. IN DNSKEY 0 3 13 AAAA", "line 1: not a zone's key"),
        ("example.test. IN DNSKEY 257 3 13 %%%%", "line 1"),
        ("$INCLUDE /etc/hostname\n", "line 1"),
        (f"example.test. CH DS 12345 13 2 {DIGEST}", "line 1"),
        ('trust-anchors { . static-key 257 3 8 "AwEAA"; };', "line 1"),
    ],
)
def test_what_is_garbled_is_named_with_its_line(text: str, words: str, tmp_path: Path) -> None:
    """The file, the line, and what is wrong."""
    with pytest.raises(ScannerError, match=str(tmp_path)) as caught:
        _read(text, tmp_path)
    assert words in str(caught.value)


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    """A missing one, a folder, and octets."""
    with pytest.raises(ScannerError, match="cannot read the trust anchors"):
        anchors.from_file(tmp_path / "missing")
    with pytest.raises(ScannerError, match="cannot read the trust anchors"):
        anchors.from_file(tmp_path)
    (tmp_path / "octets").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScannerError, match="not a text file"):
        anchors.from_file(tmp_path / "octets")
