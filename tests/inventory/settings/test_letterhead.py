"""Names come from the user's file, or are left blank."""

from pathlib import Path

import pytest

from inventory.errors import InventoryError
from inventory.settings.letterhead import Letterhead, load_letterhead, template


def test_the_template_leaves_everything_blank(tmp_path: Path) -> None:
    """As printed, it says the same as no file at all: no name is made up."""
    file = tmp_path / "letterhead.toml"
    file.write_text(template(), encoding="utf-8")
    assert load_letterhead(file) == load_letterhead(None) == Letterhead()


def test_the_template_explains_every_field() -> None:
    """Each field of the letterhead stands in it."""
    assert all(f"{name} = " in template() or f"[{name}]" in template() for name in Letterhead.model_fields)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'isuer = "A"', "isuer: no such key here; did you mean .issuer"),
        (b"issuer = ", "no TOML"),
        ('issuer = "Sở"'.encode("utf-16"), "not text in UTF-8"),
        (b"signed_on = 31", "signed_on: .31. is no day"),
        (None, "cannot read"),
    ],
)
def test_wrong_letterheads(tmp_path: Path, content: bytes | None, why: str) -> None:
    """One line: which file, and what is wrong with it."""
    file = tmp_path / "letterhead.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InventoryError, match=why) as refused:
        load_letterhead(file)
    assert "\n" not in str(refused.value)
    assert str(file) in str(refused.value)
