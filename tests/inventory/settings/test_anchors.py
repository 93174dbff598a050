"""inventory.settings.anchors."""

import pytest

from inventory.errors import InventoryError
from inventory.settings.anchors import anchor_addresses, anchors_in


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("2001:7fd::1", "2001:7fd::1"),
        ("2001:07FD:0::1;2001:dc3::35", "2001:7fd::1; 2001:dc3::35"),
        ("fd00::1", "fd00::1"),
        ("2001:7fd::1; 2001:7fd:0::1;", "2001:7fd::1"),
    ],
)
def test_addresses_are_kept_in_their_shortest_form(value: str, kept: str) -> None:
    """Each once; an inner network may have an anchor of its own."""
    assert anchor_addresses(value) == kept
    assert anchors_in(kept) == tuple(kept.split("; "))


@pytest.mark.parametrize(
    "value",
    [
        "",
        ";",
        "192.0.2.1",
        "example.test",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "ff02::1",
        "::ffff:1.2.3.4",
        "2001:db8::1;" * 5,
    ],
)
def test_what_proves_nothing_is_refused(value: str) -> None:
    """No address, one of this machine or its link, or too many."""
    with pytest.raises(InventoryError, match=r"IPv6 address|proves nothing"):
        anchor_addresses(value)
