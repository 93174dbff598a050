"""Pages that warn, report and inform, worded apart from the others: places, draws, odds and pharmacies."""

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.content import prose
from benchmarks.content.base import Base
from benchmarks.content.site import Site

Made = Callable[[Random, str], Site]
POLICE = (
    "Đội hình sự phá ổ nhóm ghi số đề tại chợ {n}",
    "Ba người ở thôn {n} bị phạt vì đá gà cựa sắt",
    "Vụ sới bạc xóc đĩa bãi bồi: thêm {n} người ra đầu thú",
    "Tổ trưởng dân phố kể chuyện vận động bà con bỏ tài xỉu",
    "Cán bộ vướng cá độ bóng đá bị cảnh cáo về mặt Đảng",
)
DRAWS = (
    "Kết quả mở thưởng xổ số kiến thiết ngày {n}/11",
    "Công ty xổ số nộp ngân sách {n} tỷ đồng, xây trường mầm non",
    "Trao thưởng vé số trúng giải đặc biệt cho người bán vé dạo",
)
CURES = (
    "Công văn của Cục Quản lý Dược về thuốc chứa tadalafil không rõ nguồn gốc",
    "Nhà thuốc bán viagra không có đơn bị đình chỉ {n} tháng",
    "Khuyến cáo của bệnh viện về thuốc điều trị xuất tinh sớm bán qua mạng",
)
LENDERS = (
    "Dán tờ rơi “vay tiền nhanh, không thế chấp”: {n} người bị xử phạt",
    "Nhận biết thủ đoạn cho vay nặng lãi qua ứng dụng",
    "Hội Phụ nữ giúp hội viên thoát bẫy bốc bát họ",
    "Ngân hàng Chính sách xã hội: vay vốn không thế chấp cho hộ nghèo",
)
TRAVEL = (
    "Đoàn công tác khảo sát mô hình du lịch Las Vegas, Macau",
    "Casino tại khu kinh tế: góp ý dự án khu nghỉ dưỡng",
    "Famtrip đưa khách Mỹ, Las Vegas đến vịnh Hạ Long",
)
SPORT = (
    "U{n} tỉnh thắng kèo khó, vào bán kết giải bóng đá thanh niên",
    "Chung kết giải bắn cung, bắn nỏ: kịch tính đến lượt cuối",
    "Giải cờ tướng, bài chòi mừng xuân: {n} đội tranh tài",
    "Đội tuyển poker thể thao trí tuệ dự đại hội",
)
PLACES = (
    "Tuyến xe buýt {n}: Gò Công, Cá Cược, Bàu Lô, chợ Xóc Đĩa",
    "Thôn Nhà Cái, xã Tân Hải đạt chuẩn nông thôn mới",
    "Làng nghề bắn cá trên sông, nuôi gà đá Cao Lãnh xưa",
    "Di tích đình Tài Xỉu được xếp hạng cấp tỉnh",
)


def _told(headlines: tuple[str, ...], *, hidden: bool = False) -> Made:
    """Articles on it; ``hidden``: headlines stand in a tab that is not open, or in a text for printing."""

    def make(chance: Random, name: str) -> Site:
        base = Base(chance, name)
        chosen = [chance.choice(headlines).format(n=chance.randint(2, 60)) for _ in range(3)]
        for number, one in enumerate(chosen):
            path = f"/tin-{number}/{prose.slug(one)}"
            body = "".join(f"<p>{chance.choice(prose.SENTENCES).format(n=8)}</p>" for _ in range(5))
            base.pages[path] = base.page(one, f"<h1>{one}</h1><p>{one}.</p>{body}")
            base.put("/", f'<li><a href="{path}">{one}</a></li>', chance.choice(("main", "side", "foot")))
        if hidden:
            block = "".join(f"<p>{one}. {chance.choice(prose.SENTENCES).format(n=4)}</p>" for one in chosen)
            base.put("/", f'<div style="display:none">{block}</div>')
        return base.site()

    return make


KINDS: Mapping[str, Made] = {
    "police, other words": _told(POLICE),
    "police, in a hidden block": _told(POLICE, hidden=True),
    "draws of the state lottery": _told(DRAWS),
    "a pharmacy authority": _told(CURES),
    "warnings of lenders": _told(LENDERS),
    "warnings of lenders, in a hidden block": _told(LENDERS, hidden=True),
    "travel to Las Vegas": _told(TRAVEL),
    "sports results": _told(SPORT),
    "sports results, in a hidden block": _told(SPORT, hidden=True),
    "places that sound so": _told(PLACES),
}
