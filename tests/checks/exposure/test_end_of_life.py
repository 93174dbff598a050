"""The table of what is over, and the reading of banners and versions."""

import importlib.util
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.exposure._end_of_life import END_OF_LIFE, cpe_of, ended
from checks.exposure._versions import BANNERS, Software, names_a_distribution, software_of
from checks.facts import OpenPort
from tests.checks import builders

HOUSE = Path(__file__).parents[3]
SCRIPT = HOUSE / "scripts" / "end_of_life.py"
DAY = date(2026, 11, 27)
FRONT = """---
title: Example
permalink: /example
identifiers:
  - purl: pkg:x
  - cpe: cpe:2.3:a:example:example
releases:
  - releaseCycle: "2"
    eol: false
  - releaseCycle: "1.5"
    eol: 2024-01-31
    eoes: 2027-01-31
  - releaseCycle: "1"
    eol: true
  - releaseCycle: "lts-1"
    eol: true
---
# Example
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that writes the table."""
    spec = importlib.util.spec_from_file_location("end_of_life", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["end_of_life"] = module
    spec.loader.exec_module(module)
    return module


def test_the_table_is_what_the_script_writes(script: ModuleType) -> None:
    """From the tables that are checked in: whoever edits one writes the other."""
    assert script.WRITTEN.read_text(encoding="utf-8") == script.written()


def test_cycles_are_taken_from_a_checkout(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers alone, each with its end, and until when whoever pays gets updates."""
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "example.md").write_text(FRONT)
    monkeypatch.setattr(script, "PRODUCTS", ("example",))
    rows = list(script.taken(tmp_path, DAY))
    assert [(row["cycle"], row["ended"], row["extended"]) for row in rows] == [
        ("2", "", ""),
        ("1.5", "2024-01-31", "2027-01-31"),
        ("1", "ended", ""),
    ]
    assert {row["cpe"] for row in rows} == {"cpe:2.3:a:example:example"}


@pytest.mark.parametrize("arguments", [["--from"], ["--what"], ["--from", "a"]])
def test_the_script_says_how_it_is_used(script: ModuleType, arguments: list[str]) -> None:
    """Exit status 2."""
    assert script.main(arguments) == 2


def test_every_name_leads_to_a_product() -> None:
    """And every product has cycles, a source and, but for few, a CPE."""
    known = END_OF_LIFE.products
    named = {*BANNERS.tokens.values(), *BANNERS.headers.values(), *BANNERS.generators.values()}
    named |= {*BANNERS.services.values(), "jquery"}
    assert named <= known.keys()
    assert all(product.cycles and product.page.startswith("https://") for product in known.values())
    assert {entry.product for entry in END_OF_LIFE.distributions} <= known.keys()


def one(product: str, version: str) -> Software:
    """Software that named itself."""
    return Software(product, version, "server", f"{product}/{version}")


@pytest.mark.parametrize(
    ("product", "version", "since"),
    [
        ("php", "5.6.40", date(2018, 12, 31)),
        ("php", "5", date(2018, 12, 31)),
        ("php", "4.4.9", date(2005, 9, 5)),
        ("php", "99.1", None),
        ("openssl", "1.0.2k", date(2019, 12, 31)),
        ("mssqlserver", "10.50.4000", date(2019, 7, 9)),
        ("unknown", "1.0", None),
        ("php", "", None),
    ],
)
def test_a_version_is_of_a_cycle(product: str, version: str, since: date | None) -> None:
    """The longest that it begins with; of a shorter one all; before the oldest, that one."""
    past = ended(one(product, version), DAY, distribution=False)
    assert (past.since if past else None) == since


@pytest.mark.parametrize(
    ("product", "version", "perhaps"),
    [
        ("openssh", "7.4", "the distribution"),
        ("vsftpd", "2.3.5", "the distribution"),
        ("nginx", "1.18.0", "Ubuntu 22.04"),
        ("openssl", "3.0.13", "Ubuntu 24.04"),
        ("iis", "7.5", ""),
        ("iis", "8.5", ""),
        ("php", "5.6.40", ""),
    ],
)
def test_whoever_may_maintain_it_still_is_named(product: str, version: str, perhaps: str) -> None:
    """Where makers name no end nothing is certain; what was paid for ends too (2012 R2 on 13/10/2026)."""
    past = ended(one(product, version), DAY, distribution=False)
    assert past is not None
    assert past.perhaps == perhaps


def test_whatever_is_not_stated_says_so() -> None:
    """Each entry has a source and the day on which it was read; makers without a policy are assumed."""
    assumed = {name for name, known in END_OF_LIFE.products.items() if known.confidence == "assumed"}
    assert assumed == {"openssh", "vsftpd"}
    days = [known.seen for known in END_OF_LIFE.products.values()]
    for entry in END_OF_LIFE.distributions:
        assert entry.source.startswith("https://")
        days.append(entry.seen)
    assert max(days) == END_OF_LIFE.date


@pytest.mark.parametrize(
    ("banner", "known"),
    [
        ("Apache/2.4.6 (CentOS)", True),
        ("Apache/2.4.37 (Red Hat Enterprise Linux)", True),
        ("9.2p1 Debian 2", True),
        ("PHP/7.4.3-4ubuntu2.18", True),
        ("PHP/7.3.33-1+deb10u1", True),
        ("OpenSSL/1.0.2k-fips", True),
        ("nginx/1.18.0", False),
        ("Apache/2.4.57 (Win64)", False),
    ],
)
def test_a_distribution_names_itself(banner: str, known: bool) -> None:  # noqa: FBT001 - a table
    """By its name, or by what its builds add to a number."""
    assert names_a_distribution(banner) is known


@given(st.text(max_size=200), st.text(max_size=60), st.sampled_from(sorted(END_OF_LIFE.products)))
def test_any_banner_is_read(said: str, version: str, product: str) -> None:
    """Whatever a server says: no exception, and every version is a number."""
    headers = tuple((name, said) for name in ("server", "x-powered-by", "x-generator", "x-owa-version"))
    http = builders.http(https=builders.visit(builders.exchange(headers=headers, body=said)))
    port = OpenPort(port=1, product=f"MySQL {said[:20]}", version=version)
    for software in software_of(builders.facts(http=http, ports=builders.ports(port))):
        ended(software, DAY, distribution=False)
        assert software.version[0].isdigit()
    ended(one(product, version), DAY, distribution=False)
    cpe_of(one(product, version))


@given(
    st.sampled_from(["nginx", "PHP", "Apache", "OpenSSL", "Microsoft-IIS"]),
    st.lists(st.integers(0, 99), min_size=1, max_size=4),
)
def test_a_token_is_read_as_it_was_written(name: str, numbers: list[int]) -> None:
    """NAME/VERSION, alone and among others."""
    version = ".".join(map(str, numbers))
    for value in (f"{name}/{version}", f"x/1 {name}/{version} (Debian)", f"{name}/v{version}"):
        http = builders.http(https=builders.visit(builders.exchange(headers=(("server", value),))))
        found = software_of(builders.facts(http=http))
        assert version in {software.version for software in found}
