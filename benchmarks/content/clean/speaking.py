"""Pages that speak of gambling, lenders, medicines and intrusions, as public bodies do."""

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.content import prose
from benchmarks.content.base import Base
from benchmarks.content.site import Site

Made = Callable[[Random, str], Site]
RAIDS = (
    "Công an huyện triệt phá đường dây cá độ bóng đá qua mạng",
    "Bắt giữ {n} đối tượng đánh bạc bằng hình thức xóc đĩa",
    "Khởi tố nhóm tổ chức lô đề trên địa bàn",
    "Phòng chống tội phạm đánh bạc trực tuyến mùa World Cup",
    "Cảnh báo game bài đổi thưởng lừa đảo",
    "Xử phạt quán nước tổ chức đá gà ăn tiền",
    "Triệt xóa sòng bạc trong rẫy cà phê",
    "Tuyên truyền tác hại của cờ bạc, cá độ, lô đề",
    "Xét xử {n} bị cáo trong vụ án nhà cái online nghìn tỷ",
    "Kế hoạch cao điểm tấn công tội phạm cờ bạc",
    "Cảnh giác với ứng dụng vay tiền nhanh online",
    "Tạm giữ nhóm bắn cá ăn tiền trá hình",
    "Tài xỉu online: cạm bẫy với thanh thiếu niên",
    "Vì sao nổ hũ, tài xỉu khiến nhiều gia đình tan nát",
    "Triệt phá tụ điểm tín dụng đen núp bóng app vay tiền",
)
LAWS = (
    "Nghị định về kinh doanh đặt cược đua ngựa, đua chó và bóng đá quốc tế",
    "Dự thảo Nghị định quản lý kinh doanh casino",
    "Điều 321 Bộ luật Hình sự: tội đánh bạc",
    "Thông tư hướng dẫn xử phạt hành vi đánh bạc, lô đề",
    "Hỏi đáp pháp luật: cá độ bóng đá bị xử phạt thế nào?",
)
MEDICINES = (
    "Danh mục thuốc kê đơn chứa sildenafil, tadalafil",
    "Thu hồi thực phẩm bảo vệ sức khỏe chứa sildenafil",
    "Cảnh báo thuốc cường dương giả trên mạng",
    "Đình chỉ lưu hành lô thuốc không đạt chất lượng",
    "Quản lý thuốc hướng thần trong nhà thuốc",
)
SPAM = (
    "Cảnh báo trang của cơ quan nhà nước bị chèn liên kết cờ bạc",
    "Hướng dẫn xử lý website bị chèn link nhà cái",
    "Nhiều trang gov.vn bị tấn công, chèn mã độc quảng cáo cá độ",
)


def _articles(headlines: tuple[str, ...], more: str = "") -> Made:
    def make(chance: Random, name: str) -> Site:
        base = Base(chance, name)
        chosen = [chance.choice(headlines).format(n=chance.randint(3, 40)) for _ in range(4)]
        paths = [f"/an-ninh/{prose.slug(one)}-{number}.html" for number, one in enumerate(chosen)]
        for path, one in zip(paths, chosen, strict=True):
            body = "".join(
                f"<p>{chance.choice(headlines).format(n=5)}. {chance.choice(prose.SENTENCES).format(n=8)}</p>"
                for _ in range(6)
            )
            base.pages[path] = base.page(one, f"<h1>{one}</h1>{body}{more}")
        base.put(
            "/",
            "".join(f'<li><a href="{path}">{one}</a></li>' for path, one in zip(paths, chosen, strict=True)),
            chance.choice(("main", "side")),
        )
        base.pages["/sitemap.xml"] = base.sitemap(["/", *base.slugs, *paths])
        return base.site()

    return make


def _to_press(chance: Random, name: str) -> Site:
    """Headlines that lead to newspapers, in a slider whose other slides are hidden."""
    base = Base(chance, name)
    told = [chance.choice(RAIDS).format(n=7) for _ in range(4)]
    slides = "".join(
        f'<div class="carousel-item"{" style=display:none" if number else ""}>'
        f'<a href="https://{prose.press(chance)}/{prose.slug(one)}.html" target="_blank">{one}</a></div>'
        for number, one in enumerate(told)
    )
    base.put("/", f'<div class="carousel">{slides}</div>', chance.choice(("main", "side")))
    return base.site()


def _warning_list(chance: Random, name: str) -> Site:
    """A list of domains to beware of, in plain text, defanged or in code."""
    base = Base(chance, name)
    names = [
        f"{prefix}{ending}"
        for prefix in ("kux", "sunny", "hitz", "go", "maxx")
        for ending in ("win.vip", "88[.]club", "bet hxxps://", "79.top")
    ]
    listed = "".join(f"<li>{one}</li>" for one in chance.sample(names, 8))
    code = (
        f"<pre>&lt;a href=&quot;https://kux88.vip.test&quot;&gt;nhà cái uy tín&lt;/a&gt;</pre><code>"
        f"{names[0]}</code>"
    )
    title = "Danh sách trang web cá cược, tài xỉu trái phép cần cảnh giác"
    path = "/canh-bao/danh-sach-trang-web-ca-cuoc-trai-phep.html"
    base.pages[path] = base.page(
        title, f"<h1>{title}</h1><p>Công an khuyến cáo người dân không truy cập.</p><ul>{listed}</ul>{code}"
    )
    base.put("/", f'<a href="{path}">{title}</a>', "main")
    return base.site()


def _lottery(chance: Random, name: str) -> Site:
    """A state company's results."""
    base = Base(chance, name)
    rows = "".join(
        f"<tr><td>Giải {number}</td><td>{chance.randint(10000, 99999)}</td></tr>" for number in range(8)
    )
    title = (
        f"Kết quả xổ số kiến thiết {chance.choice(('Vũng Tàu', 'Đồng Tháp', 'Bến Tre'))} ngày "
        f"{chance.randint(1, 28)}/11"
    )
    base.pages["/ket-qua-xo-so.html"] = base.page(
        title,
        f"<h1>{title}</h1><table>{rows}</table><p>Đại lý vé số, đổi thưởng tại trụ sở công ty. Vé "
        f"số truyền thống, lô tô tự chọn.</p>",
    )
    base.put(
        "/",
        f'<a href="/ket-qua-xo-so.html">Kết quả xổ số</a> <a '
        f'href="https://www.xosokienthiet{chance.randint(1, 9)}.test/">Công ty xổ số kiến thiết</a>',
        "main",
    )
    base.pages["/sitemap.xml"] = base.sitemap(["/", "/ket-qua-xo-so.html"])
    return base.site()


def _resort(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    title = chance.choice(
        (
            "Khai trương khu nghỉ dưỡng phức hợp có casino",
            "Dự án casino Hồ Tràm thu hút du khách",
            "Thí điểm cho người Việt vào chơi casino",
        )
    )
    path = f"/du-lich/{prose.slug(title)}.html"
    base.pages[path] = base.page(
        title,
        f"<h1>{title}</h1>{prose.article(chance)}<p>Khu nghỉ dưỡng gồm khách sạn, sân gôn và "
        f"casino.</p><a href='https://www.hotram-casino-resort.test/'>Trang của dự án</a>",
    )
    base.put("/", f'<a href="{path}">{title}</a>', "main")
    return base.site()


def _questions(chance: Random, name: str) -> Site:
    """Citizens ask about the law."""
    base = Base(chance, name)
    asked = chance.choice(
        (
            "Tôi chơi lô đề 200 nghìn có bị phạt không?",
            "Con tôi nợ tiền cá độ, tôi phải làm gì?",
            "Bị lừa vay tiền online, trình báo ở đâu?",
            "Nhà thuốc bán thuốc cường dương không kê đơn có vi phạm?",
        )
    )
    path = f"/hoi-dap/{prose.slug(asked)}"
    base.pages[path] = base.page(
        asked,
        f"<h1>{asked}</h1><p>Theo quy định tại Nghị định 144, hành vi này bị xử phạt.</p>"
        f"{prose.article(chance, 3)}",
    )
    base.put("/", f'<li><a href="{path}">{asked}</a></li>', "side")
    return base.site()


def _intrusions(chance: Random, name: str) -> Site:
    """Hackathons, drills and news on intrusions."""
    base = Base(chance, name)
    title = chance.choice(
        (
            "Hackathon chuyển đổi số 2026",
            "Diễn tập ứng phó sự cố: website bị hacked",
            "Cảnh báo nhiều trang bị hack, thay giao diện",
            "Hội thảo: vì sao website bị tấn công?",
            "Hacker mũ trắng và bài học bảo mật",
        )
    )
    path = f"/tin/{prose.slug(title)}.html"
    base.pages[path] = base.page(
        title,
        f"<h1>{title}</h1><p>Dòng chữ “Hacked by …” từng xuất hiện trên trang của một đơn vị.</p>"
        f"{prose.article(chance, 4)}",
    )
    base.put("/", f'<a href="{path}">{title}</a>', "main")
    return base.site()


KINDS: Mapping[str, Made] = {
    "raids": _articles(RAIDS),
    "laws": _articles(LAWS),
    "medicines": _articles(MEDICINES),
    "injected links explained": _articles(
        SPAM,
        "<p>Ví dụ: <code>&lt;div style=&quot;display:none&quot;&gt;&lt;a href=…&gt;nhà cái&lt;"
        "/a&gt;</code></p>",
    ),
    "headlines to newspapers": _to_press,
    "a list of warnings": _warning_list,
    "state lottery": _lottery,
    "a casino resort": _resort,
    "questions of law": _questions,
    "hackathons and drills": _intrusions,
}
