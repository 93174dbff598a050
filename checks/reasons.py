"""What each reason for "not tested" means, what the owner can do, and whether a later look may tell.

And the names of the parts that may not have been seen.
"""

from dataclasses import dataclass

from checks.facts import Part
from checks.model import Reason, Text


@dataclass(frozen=True)
class ReasonTexts:
    """``phrase`` ends the sentence "not tested: …". ``asked_again``: the scanner itself will look again."""

    phrase: Text
    meaning: Text
    advice: Text
    asked_again: bool


REASONS: dict[Reason, ReasonTexts] = {
    Reason.UNREACHABLE: ReasonTexts(
        Text(vi="không kết nối được", en="the host could not be reached"),
        Text(
            vi="Không địa chỉ nào của máy chủ nhận kết nối: máy tắt, cổng đóng hoặc mạng không có đường đến.",
            en="No address accepts a connection: the host is down, the port closed, or no route leads there.",
        ),
        Text(
            vi="Kiểm tra máy chủ, cổng và tường lửa; nếu hệ thống đã ngừng, ghi nhận trong danh mục.",
            en="Check the server, port and firewall; if the system is retired, record it in the inventory.",
        ),
        asked_again=True,
    ),
    Reason.DNS_FAILURE: ReasonTexts(
        Text(vi="không phân giải được tên miền", en="the name could not be resolved"),
        Text(
            vi="Máy chủ tên miền không trả lời, trả lời lỗi, hoặc tên trỏ tới một tên không còn tồn tại.",
            en="The name servers are silent or answer with an error, or the name points to one that is gone.",
        ),
        Text(
            vi="Xem chi tiết (mã trả lời DNS) và sửa bản ghi với đơn vị quản lý tên miền.",
            en="See the detail (the DNS response code) and mend the records with whoever runs the zone.",
        ),
        asked_again=True,
    ),
    Reason.PRIVATE_ADDRESS: ReasonTexts(
        Text(vi="tên miền trỏ tới địa chỉ nội bộ", en="the name points to a private or reserved address"),
        Text(
            vi="Địa chỉ không thuộc Internet công cộng (nội bộ, loopback, dành riêng) nên không kết nối tới.",
            en="The address is not public (private, loopback, reserved), so it is not connected to.",
        ),
        Text(
            vi="Sửa bản ghi DNS công khai; hoặc quét từ bên trong: khai địa chỉ, hay nêu --resolver nội bộ.",
            en="Mend the public DNS record; or, inside, declare the address or give a --resolver there.",
        ),
        asked_again=False,
    ),
    Reason.TIMEOUT: ReasonTexts(
        Text(vi="hết thời gian chờ", en="it did not answer in time"),
        Text(
            vi="Máy chủ hoặc tường lửa im lặng, hoặc quá chậm so với thời hạn của lần quét.",
            en="The server or a firewall kept silent, or was too slow for the scan's deadline.",
        ),
        Text(
            vi="Quét lại vào giờ ít tải; cho phép địa chỉ của máy quét qua tường lửa.",
            en="Scan again at a quiet hour; let the scanner's address through the firewall.",
        ),
        asked_again=True,
    ),
    Reason.BLOCKED: ReasonTexts(
        Text(vi="kết nối bị chặn hoặc bị ngắt", en="the connection was blocked or cut"),
        Text(
            vi="Kết nối mở được rồi bị ngắt: thiết bị bảo vệ, giới hạn kết nối hoặc lỗi máy chủ.",
            en="The connection opened and was cut: a security device, a limit on connections, or a fault.",
        ),
        Text(
            vi="Cho phép địa chỉ của máy quét trên thiết bị bảo vệ, hoặc quét ít kết nối hơn cùng lúc.",
            en="Allow the scanner's address on the device, or scan more slowly (fewer connections at once).",
        ),
        asked_again=True,
    ),
    Reason.BLOCKED_BY_WAF: ReasonTexts(
        Text(vi="tường lửa ứng dụng web chặn máy quét", en="a web application firewall blocks the scanner"),
        Text(
            vi="Trang nhận được là trang chặn hoặc trang thử thách, không phải trang của hệ thống.",
            en="The page received is a block or challenge page, not the site's own.",
        ),
        Text(
            vi="Thêm địa chỉ hoặc User-Agent của máy quét vào danh sách cho phép, rồi quét lại.",
            en="Put the scanner's address or user agent on the allow list, then scan again.",
        ),
        asked_again=True,
    ),
    Reason.RATE_LIMITED: ReasonTexts(
        Text(vi="máy chủ giới hạn số kết nối", en="the host limits connections"),
        Text(
            vi="Máy chủ từ chối bớt kết nối khi máy quét hỏi, dù đã hỏi chậm lại.",
            en="The host turned connections away although the scanner slowed down.",
        ),
        Text(
            vi="Nới giới hạn cho địa chỉ của máy quét, hoặc quét với --per-address 1 vào giờ ít tải.",
            en="Raise the limit for the scanner's address, or scan with --per-address 1 at a quiet hour.",
        ),
        asked_again=True,
    ),
    Reason.NAME_REFUSED: ReasonTexts(
        Text(vi="máy chủ không nhận tên miền này", en="the server does not serve this name"),
        Text(
            vi="Máy chủ từ chối bắt tay TLS với tên được hỏi (cảnh báo unrecognized_name, RFC 6066).",
            en="The server refuses the TLS handshake for the name asked (alert unrecognized_name, RFC 6066).",
        ),
        Text(
            vi="Kiểm tra bằng đúng tên miền mà người dùng mở; sửa danh mục hoặc cấu hình máy chủ.",
            en="Ask for the name that people open; mend the inventory or the server's configuration.",
        ),
        asked_again=False,
    ),
    Reason.STARTTLS: ReasonTexts(
        Text(
            vi="cổng này dùng giao thức khác trước khi chuyển sang TLS",
            en="the port speaks another protocol before TLS",
        ),
        Text(
            vi="Cổng của thư điện tử, danh bạ hoặc cơ sở dữ liệu: TLS chỉ bắt đầu sau lệnh STARTTLS.",
            en="A port of mail, of a directory or of a database: TLS begins only after a command (STARTTLS).",
        ),
        Text(
            vi="Kiểm tra lại bằng capdo audit với --starttls và tên giao thức ở phần chi tiết.",
            en="Look again with capdo audit and --starttls, with the protocol that the detail names.",
        ),
        asked_again=False,
    ),
    Reason.CLIENT_CERTIFICATE: ReasonTexts(
        Text(vi="máy chủ đòi chứng thư của máy khách", en="the server demands a client certificate"),
        Text(
            vi="Chỉ máy khách có chứng thư mới xem được nội dung; máy quét không có.",
            en="Only clients with a certificate may see the content; the scanner has none.",
        ),
        Text(
            vi="Không cần làm gì nếu đây là chủ ý; phần TLS vẫn được đánh giá.",
            en="Nothing to do if that is intended; the TLS side is judged all the same.",
        ),
        asked_again=False,
    ),
    Reason.ELSEWHERE: ReasonTexts(
        Text(vi="trang nằm ở máy chủ khác", en="the page is on another host"),
        Text(
            vi="Trang chuyển hướng tới máy chủ ngoài phạm vi được phép, nên chưa xem trang của hệ thống.",
            en="The page redirects to a host beyond the permission, so the system's own page was not seen.",
        ),
        Text(
            vi="Thêm máy chủ đích vào danh mục và quyền rà quét nếu nó thuộc hệ thống.",
            en="Add that host to the inventory and the permission if it belongs to the system.",
        ),
        asked_again=False,
    ),
    Reason.MIDDLEBOX: ReasonTexts(
        Text(vi="một thiết bị đứng trước máy chủ trả lời thay", en="a middlebox answers in the host's stead"),
        Text(
            vi="Gần như mọi cổng đều nhận kết nối: một thiết bị bảo vệ (SYN proxy, IPS) nhận thay máy chủ, "
            "nên không biết cổng nào thật sự mở.",
            en="Nearly every port accepts a connection: a security device (SYN proxy, IPS) accepts in the "
            "host's stead, so nobody can tell which ports are really open.",
        ),
        Text(
            vi="Cho phép địa chỉ của máy quét đi qua thiết bị mà không bị nhận thay, hoặc quét từ bên trong.",
            en="Let the scanner's address pass the device without its answers, or scan from inside.",
        ),
        asked_again=False,
    ),
    Reason.REDIRECT_LOOP: ReasonTexts(
        Text(vi="chuyển hướng không bao giờ kết thúc", en="its redirects never end"),
        Text(
            vi="Trang chuyển hướng vòng quanh hoặc quá nhiều lần, nên không người dùng nào tới được trang.",
            en="The page redirects in a circle, or too often, so that no visitor gets to it.",
        ),
        Text(
            vi="Sửa quy tắc chuyển hướng; nếu do thiết bị bảo vệ, cho phép máy quét đi qua.",
            en="Mend the redirects; if a security device causes them, let the scanner through.",
        ),
        asked_again=True,
    ),
    Reason.UNREADABLE: ReasonTexts(
        Text(vi="câu trả lời không đọc được", en="the answer cannot be read"),
        Text(
            vi="Máy chủ có trả lời, nhưng ở dạng sai chuẩn hoặc chưa được hỗ trợ.",
            en="The server answered, in a form that breaks the standard or is not supported.",
        ),
        Text(
            vi="Xem chi tiết; sửa chứng thư, phần tiêu đề hoặc cách mã hóa nội dung ở máy chủ.",
            en="See the detail; mend the certificate, the header or the content encoding at the server.",
        ),
        asked_again=False,
    ),
    Reason.UNTRUSTED: ReasonTexts(
        Text(vi="chuỗi chứng thư số không được tin cậy", en="the certificate chain is not trusted"),
        Text(
            vi="Không ai được tin cậy bảo chứng cho các địa chỉ ghi trong chứng thư số, nên không hỏi.",
            en="Nobody trusted vouches for the addresses that the certificate names, so they are not asked.",
        ),
        Text(
            vi="Sửa lỗi ở cert.trusted trước; với CA nội bộ, quét với --ca-file.",
            en="Mend what cert.trusted finds first; for an internal CA, scan with --ca-file.",
        ),
        asked_again=False,
    ),
    Reason.INCOMPLETE: ReasonTexts(
        Text(vi="chỉ xem được một phần", en="only a part was seen"),
        Text(
            vi="Phần xem được không có lỗi, nhưng chưa xem hết nên chưa thể kết luận đạt.",
            en="What was seen is in order, but not all of it was seen, so nothing can be passed.",
        ),
        Text(
            vi="Xem phần còn thiếu ở bằng chứng; xử lý nguyên nhân rồi quét lại.",
            en="See in the evidence what is missing; remove the cause and scan again.",
        ),
        asked_again=True,
    ),
    Reason.NOT_PERMITTED: ReasonTexts(
        Text(vi="chưa được phép kiểm tra", en="no permission covers this test"),
        Text(
            vi="Danh mục không có quyền rà quét cho phép kiểm tra này vào lúc này.",
            en="The inventory holds no permission that allows this test at this time.",
        ),
        Text(
            vi="Xin văn bản đồng ý của chủ quản rồi điền trang “Quyền rà quét”.",
            en="Get the owner's written consent, then fill in the sheet of permissions.",
        ),
        asked_again=False,
    ),
    Reason.NOT_REQUESTED: ReasonTexts(
        Text(vi="lần kiểm tra này không yêu cầu", en="this scan was not asked to"),
        Text(
            vi="Lần quét này bỏ qua phép kiểm tra theo --only hoặc --depth.",
            en="This scan left the test out, by --only or --depth.",
        ),
        Text(
            vi="Quét lại với --depth full, hoặc bỏ --only.",
            en="Scan with --depth full, or without --only.",
        ),
        asked_again=False,
    ),
    Reason.TOOL_MISSING: ReasonTexts(
        Text(vi="thiếu công cụ trên máy quét", en="a tool is missing on this scanner"),
        Text(
            vi="Máy quét thiếu một chương trình, hoặc thư viện mật mã của nó không biết thuật toán này.",
            en="The scanner lacks a program, or its cryptographic library does not know this algorithm.",
        ),
        Text(vi="Chạy capdo doctor để biết cần cài gì.", en="Run capdo doctor: it says what to install."),
        asked_again=False,
    ),
    Reason.NO_IPV6_HERE: ReasonTexts(
        Text(vi="máy quét không có kết nối IPv6", en="this scanner has no working IPv6"),
        Text(
            vi="Máy quét chưa chứng minh được IPv6 của chính nó, nên không kết luận về IPv6 của máy chủ.",
            en="The scanner could not prove its own IPv6, so it says nothing of the host's.",
        ),
        Text(vi="Quét từ mạng có IPv6.", en="Scan from a network with IPv6."),
        asked_again=False,
    ),
    Reason.INTERNAL_ERROR: ReasonTexts(
        Text(vi="lỗi của chương trình", en="an error of this program"),
        Text(vi="capdo gặp lỗi của chính nó.", en="capdo met a fault of its own."),
        Text(vi="Gửi chi tiết này cho người phát triển.", en="Please report the detail to the developers."),
        asked_again=False,
    ),
}

PARTS: dict[Part, Text] = {
    Part.ADDRESSES: Text(vi="mọi địa chỉ của máy chủ", en="every address of the host"),
    Part.DNS_IPV4: Text(vi="các bản ghi địa chỉ IPv4", en="the IPv4 address records"),
    Part.DNS_IPV6: Text(vi="các bản ghi địa chỉ IPv6", en="the IPv6 address records"),
    Part.REACH_PORTS: Text(vi="các cổng web của mọi địa chỉ", en="the web ports of every address"),
    Part.SSL_2: Text(vi="SSLv2", en="SSLv2"),
    Part.SSL_3: Text(vi="SSLv3", en="SSLv3"),
    Part.TLS_1_0: Text(vi="TLSv1.0", en="TLSv1.0"),
    Part.TLS_1_1: Text(vi="TLSv1.1", en="TLSv1.1"),
    Part.TLS_1_2: Text(vi="TLSv1.2", en="TLSv1.2"),
    Part.TLS_1_3: Text(vi="TLSv1.3", en="TLSv1.3"),
    Part.TLS_SUITES: Text(vi="danh sách bộ mật mã", en="the list of cipher suites"),
    Part.TLS_GROUPS: Text(vi="các nhóm trao đổi khóa", en="the key exchange groups"),
    Part.TLS_NODES: Text(vi="từng máy chủ phía sau địa chỉ", en="each node behind the address"),
    Part.TLS_CERTIFICATES: Text(vi="mọi chứng thư máy chủ gửi", en="every certificate the server presents"),
    Part.HTTP_PAGE: Text(vi="trang của hệ thống", en="the site's own page"),
    Part.HTTP_BODY: Text(vi="toàn bộ nội dung trang", en="the whole text of the page"),
    Part.HTTP_PLAIN: Text(vi="trả lời qua HTTP thường", en="what plain HTTP answers"),
    Part.HTTP_SECURITY_TXT: Text(vi="tệp security.txt", en="the file security.txt"),
    Part.PORTS_TRIED: Text(vi="mọi cổng cần thử", en="every port to be tried"),
    Part.PORTS_NAMED: Text(vi="mọi cổng mà phép kiểm tra này nêu tên", en="every port that this check names"),
}
