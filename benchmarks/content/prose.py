"""What public bodies write, put together by chance: names, headlines, articles, menus."""

from random import Random

PLACES = (
    "Tân Hải",
    "Phú Mỹ",
    "Long Điền",
    "Bình Châu",
    "Xuyên Mộc",
    "Đất Đỏ",
    "Hòa Bình",
    "Thạnh Phú",
    "An Khê",
    "Mường Lay",
    "Cửa Lò",
    "Đông Hưng",
    "Yên Sơn",
    "Krông Búk",
    "Ba Tri",
    "Phước Long",
    "Hương Khê",
    "Nam Đàn",
    "Gò Công",
    "Tịnh Biên",
)
BODIES = (
    "Ủy ban nhân dân xã {}",
    "Ủy ban nhân dân phường {}",
    "Sở Y tế tỉnh {}",
    "Sở Giáo dục và Đào tạo {}",
    "Công an huyện {}",
    "Trung tâm Văn hóa {}",
    "Bệnh viện đa khoa {}",
    "Chi cục Thuế khu vực {}",
    "Trường THPT {}",
    "Hội Nông dân {}",
    "Thư viện tỉnh {}",
    "Trung tâm Dịch vụ việc làm {}",
)
HEADLINES = (
    "Hội nghị tổng kết công tác cải cách hành chính quý {n}",
    "Tập huấn kỹ năng số cho cán bộ cơ sở",
    "Lịch tiếp công dân tháng {n}",
    "Kết quả kỳ họp thứ {n} Hội đồng nhân dân",
    "Thông báo tuyển dụng viên chức năm 2026",
    "Ra quân làm sạch bãi biển",
    "Hướng dẫn nộp hồ sơ trực tuyến",
    "Khai mạc giải bóng đá thiếu niên lần thứ {n}",
    "Bàn giao {n} nhà tình nghĩa",
    "Tiêm chủng mở rộng đợt {n}",
    "Công khai dự toán ngân sách",
    "Giá cá tra, cá ba sa tuần {n}",
    "Mở lớp dạy nghề cho thanh niên",
    "Phát động tháng an toàn giao thông",
    "Đăng ký khám sức khỏe học sinh",
    "Vay vốn ngân hàng chính sách: thủ tục và đối tượng",
    "Lấy ý kiến dự thảo quy hoạch chung",
    "Chương trình văn nghệ mừng xuân",
    "Cấp đổi căn cước cho người cao tuổi",
    "Kiểm tra vệ sinh an toàn thực phẩm",
    "Kết nối cung cầu nông sản",
    "Nạo vét kênh mương nội đồng",
)
SENTENCES = (
    "Sáng {n}/10, lãnh đạo địa phương đã đến dự và phát biểu chỉ đạo.",
    "Theo kế hoạch, công trình hoàn thành trước quý {n}.",
    "Đại biểu thảo luận sôi nổi về các giải pháp trọng tâm.",
    "Người dân có thể nộp hồ sơ tại bộ phận một cửa hoặc qua mạng.",
    "Ban tổ chức trao {n} suất quà cho gia đình khó khăn.",
    "Đề nghị các đơn vị nghiêm túc triển khai thực hiện.",
    "Thời gian nhận hồ sơ đến hết ngày {n}.",
    "Mọi thắc mắc xin liên hệ văn phòng trong giờ hành chính.",
    "Trong chín tháng, thu ngân sách đạt {n} tỷ đồng.",
    "Công tác phòng cháy được kiểm tra thường xuyên.",
    "Nhiều mô hình nuôi cá, trồng rau sạch cho thu nhập khá.",
)
MENU = (
    "Giới thiệu",
    "Tin tức",
    "Văn bản",
    "Thủ tục hành chính",
    "Hỏi đáp",
    "Liên hệ",
    "Công khai",
    "Lịch công tác",
)
PRESS = ("baotinhnha", "thoibaoviet", "tapchidoisong", "bandocngaynay", "dientinmoi", "nguoidothi")


def body(chance: Random) -> str:
    """A public body's name."""
    return chance.choice(BODIES).format(chance.choice(PLACES))


def headline(chance: Random) -> str:
    """One of everyday."""
    return chance.choice(HEADLINES).format(n=chance.randint(1, 28))


def article(chance: Random, count: int = 6) -> str:
    """Paragraphs of everyday."""
    return "".join(
        f"<p>{' '.join(chance.choice(SENTENCES).format(n=chance.randint(1, 28)) for _ in range(3))}</p>"
        for _ in range(count)
    )


def press(chance: Random) -> str:
    """A newspaper's host."""
    return f"{chance.choice(('www.', ''))}{chance.choice(PRESS)}{chance.choice(('', '24', '-online'))}.test"


def slug(text: str) -> str:
    """As addresses are written."""
    from checks.content._words.folding import words  # noqa: PLC0415 - accents taken off

    return "-".join(word.plain for word in words(text))
