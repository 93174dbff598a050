"""Tables of routes and of RPKI, as people download them."""

import gzip
import json
import os
from datetime import date
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import InventoryError
from inventory.settings.routing import PrefixTable, read_routes, read_vrps, route_files, vrp_file
from inventory.settings.routing.imported import LARGEST
from inventory.settings.routing.prefixes import parsed

RIS = "% RIS\n%\n\n64496\t192.0.2.0/24\t300\n{64497,64498}\t2001:db8::/32\t9\n64499\t0.0.0.0/0\t1\n"
CAIDA = "192.0.2.0\t24\t64496\n2001:db8::\t32\t64497_64498\n0.0.0.0\t0\t64499\n"
ROAS = [
    {"asn": 64496, "prefix": "192.0.2.0/24", "maxLength": 24, "ta": "apnic", "expires": 1},
    {"asn": 64497, "prefix": "2001:db8::/32", "maxLength": 48, "ta": "apnic"},
]
RPKI_CLIENT = {
    "metadata": {"buildtime": "2026-11-20T01:00:00Z", "roas": 2},
    "roas": ROAS,
    "aspas": [{"customer_asid": 1, "providers": [2]}],
}
ROUTINATOR = {
    "metadata": {"generated": 1, "generatedTime": "2026-11-20T03:00:00+07:00"},
    "roas": [{**one, "asn": f"AS{one['asn']}"} for one in ROAS],
}
CSV = "ASN,IP Prefix,Max Length,Trust Anchor\nAS64496,192.0.2.0/24,24,apnic\nAS64497,2001:db8::/32,48,apnic\n"
EXPIRING = CSV.replace("Anchor", "Anchor,Expires").replace("apnic\n", "apnic,17\n").replace("\n", "\r\n")


def written(folder: Path, name: str, content: str | bytes, *, packed: bool = False) -> Path:
    """A file of the last of November 2026."""
    data = content.encode() if isinstance(content, str) else content
    file = folder / name
    file.write_bytes(gzip.compress(data) if packed else data)
    os.utime(file, (1_795_000_000, 1_795_000_000))
    return file


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("text", [RIS, CAIDA])
def test_both_tables_of_routes_are_read(tmp_path: Path, text: str, packed: bool) -> None:  # noqa: FBT001 - given
    """By prefix, the most specific first; each of several origins."""
    file = written(tmp_path, "table", text, packed=packed)
    routes = read_routes([file])
    assert list(routes.table.covering("192.0.2.7")) == [(24, 64496), (0, 64499)]
    assert list(routes.table.covering("2001:db8::7")) == [(32, 64497), (32, 64498)]
    assert list(routes.table.covering("198.51.100.1")) == [(0, 64499)]
    assert (len(routes.sha256), route_files(str(file))) == (64, str(file))


def test_the_day_of_a_table_is_in_its_name_or_that_of_the_file(tmp_path: Path) -> None:
    """Of several the oldest; a day that no calendar has is none."""
    own = written(tmp_path, "routeviews-rv2-20261015-1200.pfx2as", CAIDA)
    other = written(tmp_path, "riswhoisdump.IPv4", RIS)
    odd = written(tmp_path, "20261399", RIS)
    assert read_routes([own]).day == date(2026, 10, 15)
    assert read_routes([own, other]).day == date(2026, 10, 15)
    assert read_routes([other, odd]).day == date(2026, 11, 18)
    assert route_files(f"{own}; {other}") == f"{own}; {other}"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("text", "day"),
    [
        (json.dumps(RPKI_CLIENT), date(2026, 11, 20)),
        (json.dumps(RPKI_CLIENT, indent=2), date(2026, 11, 20)),
        (json.dumps(ROUTINATOR), date(2026, 11, 19)),
        ("\ufeff" + json.dumps({"roas": ROAS}), date(2026, 11, 18)),
        (CSV, date(2026, 11, 18)),
        ("\ufeff" + EXPIRING, date(2026, 11, 18)),
    ],
)
def test_every_form_of_vrps_is_read(tmp_path: Path, text: str, day: date, packed: bool) -> None:  # noqa: FBT001 - given
    """Of rpki-client and Routinator; the day is the export's own where it says so, else the file's."""
    file = written(tmp_path, "vrps", text, packed=packed)
    found = read_vrps(file)
    assert (len(found.table), found.day) == (2, day)
    assert list(found.table.covering("2001:db8:1::1", 48)) == [(32, 64497 << 8 | 48)]
    assert vrp_file(str(file)) == str(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "has no columns"),
        ("{", "holds no VRP"),
        ("{}", "holds no VRP"),
        (json.dumps({"roas": [{**ROAS[0], "prefix": "x"}]}), "entry 1 is no VRP"),
        (json.dumps({"roas": [ROAS[0], {**ROAS[0], "asn": [1]}]}), "entry 2 is no VRP"),
        (json.dumps({"roas": [{**ROAS[0], "maxLength": 33}]}), "entry 1 is no VRP"),
        (json.dumps({"roas": [{**ROAS[0], "maxLength": 8}]}), "entry 1 is no VRP"),
        (json.dumps({"roas": [{**ROAS[0], "asn": -1}]}), "entry 1 is no VRP"),
        ('{"roas": [{"prefix": nothing}]}', "is no JSON"),
        ('{"' + "x" * 3_000_000, "is no list of VRPs"),
        ("ASN,IP Prefix,Max Length\nAS1,1.0.0.0/8\n", "line 2 has too few columns"),
        ("ASN,IP Prefix,Max Length\nAS1,1.0.0.0/8,x\n", "entry 1 is no VRP"),
        ("<!doctype html>\n404", "has no columns"),
        (gzip.compress(CSV.encode(), mtime=0)[:40], "cannot be read"),
        (b"\x1f\x8bnot gzip at all", "cannot be read"),
    ],
)
def test_what_is_no_export_is_refused_with_a_line(tmp_path: Path, content: str | bytes, said: str) -> None:
    """What is wrong, where, and what to do."""
    file = written(tmp_path, "vrps", content)
    with pytest.raises(InventoryError, match=said) as refusal:
        read_vrps(file)
    assert "\n" not in str(refusal.value)
    assert "rpki-client" in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds no prefix"),
        ("% nothing\n", "holds no prefix"),
        ("64496 192.0.2.0/24\n", "line 1 is no prefix"),
        ("64496 192.0.2.0/33 7\n", "line 1 is no prefix"),
        ("# x\n64496 192.0.2/24 7\n", "line 2 is no prefix"),
        ("x 192.0.2.0/24 7\n", "line 1 is no prefix"),
        ("4294967296 192.0.2.0/24 7\n", "line 1 is no prefix"),
        ("x" * 1_200_000, "is no text of lines"),
    ],
)
def test_what_is_no_table_is_refused_with_a_line(tmp_path: Path, content: str, said: str) -> None:
    """As above."""
    with pytest.raises(InventoryError, match=said) as refusal:
        read_routes([written(tmp_path, "table", content)])
    assert "RIPE" in str(refusal.value)


def test_a_file_that_is_not_there_or_far_too_large(tmp_path: Path) -> None:
    """Or none at all."""
    with pytest.raises(InventoryError, match="cannot be read"):
        vrp_file(str(tmp_path / "none"))
    with pytest.raises(InventoryError, match="names no file"):
        route_files(" ; ")
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(InventoryError, match="is larger than"):
        read_routes([large])


prefixes = st.builds(
    lambda number, length: ip_network((number, length), strict=False),
    st.integers(0, 2**32 - 1),
    st.integers(0, 32),
)


@given(st.lists(prefixes, max_size=30), st.integers(0, 2**32 - 1))
def test_a_table_finds_what_a_search_through_all_finds(networks: list[object], number: int) -> None:
    """Every prefix that holds the address, the most specific first."""
    address = ip_address(number)
    table = PrefixTable(parsed(str(network), value) for value, network in enumerate(networks))
    expected = {
        (ip_network(str(network)).prefixlen, value)
        for value, network in enumerate(networks)
        if address in ip_network(str(network))
    }
    found = list(table.covering(str(address)))
    assert set(found) == expected
    assert [length for length, _ in found] == sorted((length for length, _ in expected), reverse=True)
