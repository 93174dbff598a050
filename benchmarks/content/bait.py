"""Baits put together by chance: made-up brands, phrases and addresses, none of them taken from the checks."""

from random import Random
from typing import NamedTuple

SYLLABLES = (
    "ku",
    "sun",
    "go",
    "max",
    "jun",
    "fa",
    "hi",
    "bong",
    "vua",
    "zo",
    "rik",
    "qh",
    "hb",
    "lu",
    "mot",
    "oke",
    "tha",
    "kim",
    "tay",
    "uy",
    "don",
    "new",
    "ae",
    "f8",
    "mi",
    "nha",
    "lix",
)
ENDINGS = ("win", "bet", "club", "vip", "88", "79", "68", "789", "99", "vin", "play", "casino", "888", "66")
TLDS = ("vip", "club", "top", "win", "bet", "fun", "xyz", "cc", "pro", "life", "com", "net")
PHRASES: dict[str, tuple[str, ...]] = {
    "gambling": (
        "nhà cái {b} uy tín nhất",
        "{b} – link vào không bị chặn",
        "tài xỉu online {b}",
        "đăng ký {b} nhận 88k",
        "nổ hũ đổi thưởng {b}",
        "kèo nhà cái hôm nay",
        "game bài đổi thưởng uy tín",
        "soi cầu lô đề miền bắc",
        "tải app {b} xóc đĩa",
        "cá cược bóng đá {b}",
        "bắn cá đổi thưởng số 1",
        "top 10 nhà cái tặng tiền",
        "casino online {b}",
        "tỷ lệ kèo bóng đá trực tuyến",
        "đá gà trực tiếp thomo",
        "slot game {b} trúng lớn",
        "baccarat trực tuyến {b}",
        "lô đề online 1 ăn 99",
        "cổng game quốc tế {b}",
        "xóc đĩa đổi thưởng {b}",
    ),
    "loans": (
        "vay tiền nhanh online chỉ cần cccd",
        "vay nóng không thế chấp giải ngân 5 phút",
        "nợ xấu vẫn vay được ngay",
        "app vay tiền duyệt tự động",
        "rút tiền thẻ tín dụng phí rẻ",
    ),
    "adult": (
        "phim sex không che hd",
        "gái gọi cao cấp {p}",
        "xem phim heo mới nhất",
        "clip nóng lộ clip full",
        "jav hd vietsub không che",
    ),
    "pharmacy": (
        "buy viagra online without prescription",
        "cheap cialis no prescription needed",
        "thuốc kích dục nữ cực mạnh giao hàng toàn quốc",
        "thuốc cường dương cấp tốc",
        "generic sildenafil best price buy now",
    ),
    "papers": (
        "làm bằng đại học phôi thật có hồ sơ gốc",
        "làm bằng cấp 3 uy tín",
        "mua bằng lái xe không cần thi",
    ),
    "indonesian": (
        "slot gacor hari ini maxwin",
        "situs judi bola terpercaya",
        "bandar togel online resmi",
        "daftar {b} link alternatif slot",
    ),
    "thai": ("สล็อตเว็บตรง สมัคร", "บาคาร่าออนไลน์ ฝากถอน", "แทงบอลออนไลน์ {b}"),
    "chinese": ("博彩公司 注册 {b}", "百家乐 娱乐城", "六合彩 开奖"),
    "japanese": (
        "【激安】財布 正規品 通販 送料無料",
        "スーパーコピー 時計 激安 販売",
        "ブランドコピー 通販 正規品",
    ),
    "korean": ("카지노 추천 {b}", "토토사이트 먹튀검증 가입"),
}
VIETNAMESE = ("gambling", "gambling", "gambling", "gambling", "loans", "adult", "pharmacy", "papers")
FOREIGN = ("indonesian", "thai", "chinese", "japanese", "korean")


class Bait(NamedTuple):
    """One advertised page: its brand, its host, the text that leads there and the address."""

    brand: str
    host: str
    text: str
    url: str


def brand(chance: Random) -> str:
    """A name as such brands bear, made up."""
    return chance.choice(SYLLABLES) + chance.choice(("", chance.choice(SYLLABLES))) + chance.choice(ENDINGS)


def bait(chance: Random, trades: tuple[str, ...] = VIETNAMESE) -> Bait:
    """One bait of these trades."""
    trade, name = chance.choice(trades), brand(chance)
    text = chance.choice(PHRASES[trade]).format(b=name, p="Biên Hòa")
    host = (
        f"{name}{chance.choice(('', '', 'vn', 'ok', '.' + chance.choice(TLDS)))}.{chance.choice(TLDS)}.test"
    )
    if trade not in {"gambling", *FOREIGN}:
        first, last = (
            chance.choice(("tin", "kho", "web", "my", "the")),
            chance.choice(("shop", "blog", "hub")),
        )
        host = f"{first}{chance.choice(SYLLABLES)}{last}.test"
    return Bait(
        name,
        host,
        text,
        f"https://{host}/{chance.choice(('', 'vn/', 'dang-ky', '?ref=' + str(chance.randint(1, 99))))}",
    )


def neutral(chance: Random) -> Bait:
    """A sold link: a lapsed name bought up, and words that tell nothing."""
    first, last = (
        chance.choice(("vuon", "nha", "hoa", "may", "song")),
        chance.choice(("xanh", "mai", "lan", "que")),
    )
    host = f"{first}{last}{chance.randint(1, 9)}.test"
    text = chance.choice(
        ("xem thêm", "tham khảo", "tại đây", "trang chủ", "dịch vụ", "đối tác", "bài viết hay")
    )
    return Bait("", host, text, f"https://{host}/{chance.randint(1000, 99999)}.html")
