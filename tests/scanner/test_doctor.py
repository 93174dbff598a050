"""``capdo doctor``: what this machine can and cannot assess, in both languages."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capdo import app
from checks.model import Text
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.model import Inventory, Setting
from inventory.setting_keys import SettingKey
from scanner.doctor import examine
from scanner.probes.picture.tools import NO_BROWSER, NO_DRIVER, NO_SANDBOX

NOW = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)


def test_every_ability_has_a_reason_in_both_languages() -> None:
    """Nothing is left untranslated or unexplained."""
    for finding in examine(NOW):
        assert finding.name.vi
        assert finding.name.en
        assert finding.detail.vi
        assert finding.detail.en


def test_a_missing_nmap_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without nmap open ports cannot be assessed: exit status 3, and the package to install."""
    monkeypatch.setenv("PATH", "/nonexistent")
    result = CliRunner().invoke(app, ["doctor", "--lang", "en"])
    assert result.exit_code == 3
    assert "apt-get install nmap" in result.output


@pytest.mark.parametrize("lack", [(), (NO_BROWSER,), (NO_DRIVER, NO_SANDBOX)])
def test_pictures_are_an_extra(monkeypatch: pytest.MonkeyPatch, lack: tuple[Text, ...]) -> None:
    """What they lack is told with what to install, in both languages; a machine is fit without."""
    monkeypatch.setattr("scanner.doctor.lacking", lambda: lack)
    found = list(examine(NOW))[-1]
    assert (found.able, found.optional) == (not lack, True)
    assert all(one.vi in found.detail.vi and one.en in found.detail.en for one in lack)


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("", "2026-11-27 00:30 Viet Nam time (Asia/Ho_Chi_Minh, UTC+07:00)"),
        ("America/New_York", "2026-11-26 12:30 America/New_York time (America/New_York, UTC-05:00)"),
    ],
)
def test_the_zone_and_the_time_now_are_told(monkeypatch: pytest.MonkeyPatch, zone: str, told: str) -> None:
    """Days and permitted hours are of that zone, so whoever plans a scan can look it up."""
    monkeypatch.setenv("CAPDO_TIMEZONE", zone)
    assert told in {finding.detail.en for finding in examine(NOW)}


@pytest.mark.parametrize("source", ["2405:4800::7", None])
def test_the_route_of_ipv6_is_told_with_its_source(
    monkeypatch: pytest.MonkeyPatch, source: str | None
) -> None:
    """The address that packets leave from, and by whom a scan proves that they arrive."""
    monkeypatch.setattr("scanner.doctor.source_towards", lambda _: source)
    (found,) = (finding for finding in examine(NOW) if finding.name.en == "IPv6")
    assert found.able is (source is not None)
    told = (source, "2001:7fd::1", "ipv6.anchors") if source else ("no IPv6 route",)
    assert all(one in found.detail.en for one in told)


def test_the_control_addresses_of_the_database_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As a scan of that database takes them; without one those that capdo brings along."""
    monkeypatch.setattr("scanner.doctor.source_towards", lambda _: "2405:4800::7")
    monkeypatch.chdir(tmp_path)
    own = f"sqlite:///{tmp_path / 'own.db'}"
    InventoryStore(open_database(own)).apply(
        Inventory(settings=(Setting(key=SettingKey.IPV6_ANCHORS, value="2001:4860:4860::8888"),))
    )
    for words, anchors in (((), "2001:7fd::1, 2001:dc3::35"), (("--database", own), "2001:4860:4860::8888")):
        told = CliRunner().invoke(app, ["doctor", "--lang", "en", *words], env={"COLUMNS": "300"}).output
        assert f"where need be by {anchors} (others" in " ".join(told.split())
