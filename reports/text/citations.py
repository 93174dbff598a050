"""Vietnamese law cited in English: the words around its numbers; its numbers and names stay as they are."""

import re
from datetime import date
from functools import cache

from inventory.model import Text

# Longer ones first where one begins like another. Clauses of TCVN have no official English names.
WORDS = {
    "An toàn ứng dụng và mã nguồn": "Application and source code security",
    "Bảo mật thông tin liên lạc": "Security of communications",
    "Kiểm soát truy cập từ bên ngoài mạng": "Access control from outside the network",
    "Kiểm soát truy cập (máy chủ)": "Access control (servers)",
    "Xác thực": "Authentication",
    "Tín nhiệm mạng": "Cyber trust",
    "giám sát, phát hiện tấn công": "monitoring and detection of attacks",
    "tiêu chuẩn hỗ trợ người khuyết tật tiếp cận, sử dụng thông tin": "standards that help people with"
    " disabilities to reach and use information",
    "mức A và AA": "levels A and AA",
    "người khuyết tật tiếp cận thông tin": "access to information for people with disabilities",
    "tiêu chí cấp độ": "criteria of level",
    "bắt buộc áp dụng": "mandatory",
    "khuyến nghị áp dụng": "recommended",
    "chuyển đổi IPv6": "IPv6 transition",
    "Nghị định": "Decree",
    "Thông tư": "Circular",
    "Quyết định": "Decision",
    "Chỉ thị": "Directive",
    "Luật": "Law",
    "Phụ lục": "Annex",
    "Điều": "Article",
    "khoản": "clause",
    "điểm": "point",
    "mục": "item",
    "STT": "no.",
}
_WORD = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in WORDS))
_DAY = re.compile(r"\bngày (\d{1,2})/(\d{1,2})/(\d{4})\b")


@cache
def in_english(citation: str) -> str:
    """``Decree 85/2016/NĐ-CP, Article 9``; what it has no word for stays as it is."""
    return _WORD.sub(lambda found: WORDS[found[0]], _DAY.sub(_iso, citation))


@cache
def cited(citation: str) -> Text:
    """A citation in both languages."""
    return Text(vi=citation, en=in_english(citation))


def _iso(found: re.Match[str]) -> str:
    day, month, year = (int(number) for number in found.groups())
    try:
        return f"of {date(year, month, day).isoformat()}"
    except ValueError:  # a plan of one's own may cite a day that there is not
        return found[0]
