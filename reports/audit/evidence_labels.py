"""What the keys of evidence are called in a line for people; the others go by their own name."""

from checks.model import Text

PERIOD = Text(vi="hiệu lực", en="valid")
VALUES = {True: Text(vi="có", en="yes"), False: Text(vi="không", en="no")}
# Said in words by the summary, or of use to programs only.
UNSAID = frozenset({"sha256", "result", "guidelines", "identified", "days_left", "lines", "state"})
UNLABELLED = frozenset({"detail", "services", "ports", "name", "url", "status", "origin", "problem"})
LABELS: dict[str, Text] = {
    "accepted": Text(vi="chấp nhận", en="accepted"),
    "addresses": Text(vi="địa chỉ", en="addresses"),
    "certificate": Text(vi="chứng thư", en="certificate"),
    "cookies": Text(vi="cookie", en="cookies"),
    "difference_percent": Text(vi="khác nhau (%)", en="difference (%)"),
    "differences": Text(vi="khác biệt", en="differences"),
    "expires": Text(vi="hết hạn", en="expires"),
    "groups": Text(vi="nhóm", en="groups"),
    "header": Text(vi="tiêu đề", en="header"),
    "host": Text(vi="tên hỏi", en="asked for"),
    "http_only": Text(vi="HttpOnly", en="HttpOnly"),
    "include_subdomains": Text(vi="gồm tên miền con", en="includes subdomains"),
    "ipv4": Text(vi="IPv4", en="IPv4"),
    "ipv6": Text(vi="IPv6", en="IPv6"),
    "issuer": Text(vi="nơi cấp", en="issuer"),
    "leaks": Text(vi="lộ", en="leaks"),
    "max_age": Text(vi="max-age", en="max-age"),
    "missing": Text(vi="thiếu", en="missing"),
    "names": Text(vi="tên trong chứng thư", en="names in the certificate"),
    "not_tested": Text(vi="chưa kiểm tra", en="not tested"),
    "not_seen": Text(vi="chưa xem", en="not seen"),
    "other_certificates": Text(vi="chứng thư khác", en="other certificates"),
    "policy": Text(vi="chính sách", en="policy"),
    "ports_ipv4": Text(vi="cổng IPv4", en="IPv4 ports"),
    "ports_ipv6": Text(vi="cổng IPv6", en="IPv6 ports"),
    "ports_tried": Text(vi="số cổng đã thử", en="ports tried"),
    "problems": Text(vi="lỗi", en="problems"),
    "profile": Text(vi="mức", en="profile"),
    "protocols": Text(vi="phiên bản", en="versions"),
    "redirects_to": Text(vi="chuyển hướng tới", en="redirects to"),
    "reason": Text(vi="lý do", en="reason"),
    "same_site": Text(vi="SameSite", en="SameSite"),
    "scts": Text(vi="số SCT", en="SCTs"),
    "secure": Text(vi="Secure", en="Secure"),
    "session": Text(vi="cookie phiên", en="session cookie"),
    "status_ipv4": Text(vi="mã IPv4", en="IPv4 status"),
    "status_ipv6": Text(vi="mã IPv6", en="IPv6 status"),
    "suites": Text(vi="bộ mật mã", en="suites"),
    "trusted_by": Text(vi="kho gốc", en="root store"),
    "value": Text(vi="giá trị", en="value"),
    "versions": Text(vi="phiên bản", en="versions"),
    "visits": Text(vi="đã hỏi", en="asked"),
    "where": Text(vi="ở", en="at"),
}
