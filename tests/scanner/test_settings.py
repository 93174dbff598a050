"""scanner.settings: what a database says of itself reaches the probes."""

import pytest

from inventory.model import Setting
from inventory.setting_keys import SettingKey
from scanner.settings import IPV6_ANCHORS, RunSettings, probe_settings, set_in_database


@pytest.mark.parametrize(
    ("settings", "anchors"),
    [
        ((), IPV6_ANCHORS),
        ((Setting(key=SettingKey.IPV6_ANCHORS, value="2001:dc3::35; fd00::1"),), ("2001:dc3::35", "fd00::1")),
    ],
)
def test_anchors_of_one_s_own_are_asked(settings: tuple[Setting, ...], anchors: tuple[str, ...]) -> None:
    """Else those of the root servers; a run that was stored before there were any keeps these too."""
    told = RunSettings().model_copy(update=set_in_database(settings))
    assert probe_settings(told).ipv6_anchors == anchors
    assert RunSettings.model_validate_json(told.model_dump_json()).ipv6_anchors == anchors
    assert RunSettings.model_validate({}).ipv6_anchors == IPV6_ANCHORS
