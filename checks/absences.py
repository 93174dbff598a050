"""Why a check does not apply, in people's words. A probe tells it as technical English, kept in the facts."""

import re
from functools import lru_cache

from checks.model import Text

KEPT = 100  # sentences: most endpoints have the same few
GENERAL = Text(vi="Không áp dụng cho điểm truy cập này.", en="Does not apply to this endpoint.")

# By what the detail of an ``Absent`` says or begins with; ``{0}`` is what the pattern's group holds. What a
# server said (the rest of some details) is no part of the sentence: it stays in the evidence.
ABSENCES: tuple[tuple[re.Pattern[str], Text], ...] = tuple(
    (re.compile(pattern), Text(vi=vi, en=en))
    for pattern, vi, en in (
        (
            r"the target is an address, which has no name",
            "điểm truy cập là một địa chỉ, không có tên miền",
            "the target is an address, which has no name",
        ),
        (
            r"no earlier look found its content in order",
            "chưa có lần xem nào trước đó thấy nội dung của trang là sạch",
            "no earlier look found its content in order",
        ),
        (
            r"the domain has no server that takes mail",
            "tên miền không có máy chủ nhận thư",
            "the domain has no server that takes mail",
        ),
        (r"port (\d+) is closed", "cổng {0} đóng", "port {0} is closed"),
        (
            r"port (\d+) answers, but not in TLS",
            "cổng {0} trả lời, nhưng không bằng TLS",
            "port {0} answers, but not in TLS",
        ),
        (r"port (\d+) has no TLS", "cổng {0} không có TLS", "port {0} has no TLS"),
        (r"TLS 1\.3 alone is accepted", "máy chủ chỉ nhận TLS 1.3", "TLS 1.3 alone is accepted"),
        (r"TLS 1\.3 is not accepted", "máy chủ không nhận TLS 1.3", "TLS 1.3 is not accepted"),
        (
            r"no suite over a finite field is accepted",
            "máy chủ không nhận bộ mật mã DHE nào",
            "no suite with finite-field Diffie-Hellman (DHE) is accepted",
        ),
        (
            r"no suite with RSA key exchange is accepted",
            "máy chủ không nhận bộ mật mã trao đổi khóa RSA nào",
            "no suite with RSA key exchange is accepted",
        ),
        (
            r"no two versions among SSL 3 to TLS 1\.2",
            "máy chủ không nhận hai phiên bản từ SSL 3 đến TLS 1.2, nên không thể bị hạ phiên bản",
            "no two versions among SSL 3 to TLS 1.2 are accepted, so there is no fallback",
        ),
        (
            r"no version from SSL 3\.0 to TLS 1\.2 is accepted",
            "máy chủ không nhận phiên bản nào từ SSL 3.0 đến TLS 1.2",
            "no version from SSL 3.0 to TLS 1.2 is accepted",
        ),
        (
            r"fewer than two versions up to TLS 1\.2",
            "máy chủ nhận chưa đến hai phiên bản tới TLS 1.2, nên không thể bị hạ phiên bản",
            "fewer than two versions up to TLS 1.2 are accepted, so there is no fallback",
        ),
        (
            r"the rules for publicly trusted certificates",
            "chứng thư không thuộc CA công cộng, nên quy định cho chứng thư công cộng không ràng buộc nó",
            "no public CA issued the certificate, so the rules for publicly trusted ones do not bind it",
        ),
        (
            r"no path to a trusted root",
            "không có đường dẫn tới gốc tin cậy để so sánh (xem cert.trusted)",
            "there is no path to a trusted root to compare with (see cert.trusted)",
        ),
        (
            r"nobody but itself issued this certificate",
            "chứng thư tự ký, nên không ai thu hồi được",
            "the certificate is self-signed, so nobody can revoke it",
        ),
        (
            r"the certificate names no OCSP responder and no CRL",
            "chứng thư không nêu máy chủ OCSP hay CRL nào",
            "the certificate names no OCSP responder and no CRL",
        ),
        (
            r"no such extension: every use is allowed",
            "chứng thư không có phần mở rộng này, nên mọi mục đích đều được phép",
            "the certificate has no such extension, so every use is allowed",
        ),
        (
            r"no OCSP response came along",
            "máy chủ không gửi kèm phản hồi OCSP",
            "no OCSP response came along",
        ),
        (
            r"no address to visit over plain HTTP",
            "không có địa chỉ nào để mở qua HTTP thường",
            "there is no address to visit over plain HTTP",
        ),
        (
            r"no page came over https",
            "không trang nào được mở qua HTTPS",
            "no page came over https",
        ),
        (
            r"the Observatory grades no such page",
            "MDN Observatory không xếp hạng trang trả về mã trạng thái như vậy",
            "the MDN Observatory grades no page with such a status",
        ),
        (
            r"HSTS does not apply to IP addresses",
            "HSTS không áp dụng cho địa chỉ IP (RFC 6797, 8.1.1)",
            "HSTS does not apply to IP addresses (RFC 6797, 8.1.1)",
        ),
        (
            r"the inventory says that this is no portal",
            "theo danh mục, đây không phải cổng, trang thông tin điện tử",
            "the inventory says that this is no portal",
        ),
    )
)


def why_absent(detail: str) -> Text | None:
    """The reason in people's words; None for one that is not known here."""
    for pattern, text in ABSENCES:
        if match := pattern.match(detail):
            return Text(vi=text.vi.format(*match.groups()), en=text.en.format(*match.groups()))
    return None


@lru_cache(maxsize=KEPT)
def does_not_apply(detail: str) -> Text:
    """The whole sentence."""
    why = why_absent(detail)
    return Text(vi=f"Không áp dụng: {why.vi}.", en=f"Does not apply: {why.en}.") if why else GENERAL
