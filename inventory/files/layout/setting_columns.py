"""The columns of the sheet of settings: what the database says of itself."""

from inventory.files.cells.formats import choice
from inventory.files.layout.choices import SETTINGS
from inventory.files.layout.columns import Column

SETTING_COLUMNS = (
    Column(
        "key",
        "Thiết lập",
        "Setting",
        choice(SETTINGS),
        also=("Mục",),
        help_vi="Chọn trong danh sách; xem capdo settings show.",
        help_en="Choose from the list; capdo settings show explains them.",
        words=SETTINGS,
        width=36,
    ),
    Column(
        "value",
        "Giá trị",
        "Value",
        help_vi="Để trống thì giữ giá trị đang có. Kế hoạch: brvt-2023, ct09-2024 hoặc tệp TOML của đơn vị.",
        help_en="Blank keeps what is stored. The plan: brvt-2023, ct09-2024, or a TOML file of your own.",
        width=60,
    ),
)
