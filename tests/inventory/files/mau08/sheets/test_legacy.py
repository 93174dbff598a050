"""Text from before Unicode is recognised and refused; Vietnamese and foreign names are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.opening.legacy import legacy_encoding
from inventory.files.reading.result import ImportRefusedError
from tests.inventory.files.mau08.forms import read, sheet

TCVN3 = [
    ["STT", "Tªn HTTT", "Chñ qu¶n HTTT", "§¬n vÞ vËn hµnh", "CÊp ®é ®Ò xuÊt", "T×nh tr¹ng phª duyÖt cÊp ®é"],
    [1, "HÖ thèng th«ng tin gi¶i quyÕt thñ tôc hµnh chÝnh", "UBND tØnh", "Së Th«ng tin vµ TruyÒn th«ng", 3],
]
VNI = [
    ["STT", "Teân HTTT", "Chuû quaûn HTTT", "Ñôn vò vaän haønh", "Caáp ñoä ñeà xuaát", "Tình traïng"],
    [1, "Heä thoáng thoâng tin giaûi quyeát thuû tuïc haønh chính", "UBND tænh", "Sôû Thoâng tin", 3],
]
SYLLABLES = (
    "hệ thống thông tin giải quyết thủ tục hành chính đơn vị vận hành sở truyền quản lý cấp độ ủy Ủy Đề Độ ưu"
)


@pytest.mark.parametrize(("name", "rows"), [("TCVN3", TCVN3), ("VNI", VNI)])
def test_old_encodings_are_refused(tmp_path: Path, name: str, rows: list[list[object]]) -> None:
    """One clear message: which encoding, an example, what to do."""
    with pytest.raises(ImportRefusedError) as refused:
        read(sheet(tmp_path / "f.xlsx", rows))
    (line,) = str(refused.value).splitlines()
    assert f"is typed in {name}" in line
    assert "convert it to Unicode" in line


def test_foreign_names_are_not_taken_for_it() -> None:
    """Signs of trade marks, sections, quotations and umlauts in a few words."""
    texts = ["Oracle® 19c", "điều 5 §3", "«hệ thống»", "Zürich, Malmö", "10 µm × 2", "giá ¥100", "©2026 Sở"]
    assert legacy_encoding(texts) is None


@given(st.lists(st.sampled_from([*SYLLABLES.title().split(), *SYLLABLES.split()]), max_size=60))
def test_vietnamese_is_not_taken_for_it(words: list[str]) -> None:
    """Syllables of official documents, however many."""
    assert legacy_encoding([" ".join(words)]) is None
