"""What a host serves: its page with the cyber-trust label, its security.txt, and how every answer looks."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from html import escape
from http import HTTPStatus

from inventory.clock import Clock
from scanner.lab.estate.host import HSTS, Headers, Ipv6Mode, LabelMode, LabHost

SECURITY_TXT = "/.well-known/security.txt"
REGISTER = "https://tinnhiemmang.vn"
GRANTED = 1_684_108_800  # Unix time in the label's link: 15/05/2023
OTHER_HOST = "khac.brvt.test"
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"

PAGE = """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>{host}</title></head>
<body>
<h1>Cổng thông tin mẫu {host}</h1>
<p>{vi}</p>
<p lang="en">{en}</p>
<p>Trang này thuộc hệ thống minh họa của capdo, chỉ có trên máy đang chạy, không phải của cơ quan nào.</p>
<ul>
<li><a href="/gioi-thieu">Giới thiệu</a></li>
<li><a href="/tin-tuc">Tin tức</a></li>
<li><a href="/lien-he">Liên hệ, góp ý</a></li>
<li><a href="/dang-nhap">Đăng nhập</a></li>
</ul>
{label}
{injected}</body>
</html>
"""
INNER_PAGE = """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h1>{title}</h1>
{content}
<p><a href="/">Trang chủ</a></p>
</body>
</html>
"""
LOGIN = "/dang-nhap"
INNER_PAGES = {
    "/gioi-thieu": ("Giới thiệu", "<p>Hệ thống minh họa của capdo.</p>"),
    "/tin-tuc": ("Tin tức", '<ul><li><a href="/tin-tuc/so-1">Số 1</a></li></ul>'),
    "/tin-tuc/so-1": ("Tin số 1", "<p>Một bài viết mẫu.</p>"),
    "/lien-he": ("Liên hệ, góp ý", "<p>Thư điện tử: attt@brvt.test</p>"),
    LOGIN: (
        "Đăng nhập",
        '<form method="post" action="/dang-nhap"><input name="ten"> <input type="password"></form>',
    ),
}
# As attackers hide them; the names are made up.
INJECTED = (
    '<div hidden><a href="https://nha-cai-mau88.test/">nhà cái uy tín</a> '
    '<a href="https://tai-xiu-mau79.test/dang-ky">tài xỉu online đổi thưởng</a></div>\n'
)
AWAY = "https://nha-cai-mau88.test/khuyen-mai"
OTHER_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Welcome</title></head>
<body>
<h1>It works!</h1>
{label}
</body>
</html>
"""


@dataclass(frozen=True)
class HttpResponse:
    """Status, headers in order, body."""

    status: HTTPStatus
    headers: Headers
    body: bytes = b""


@dataclass(frozen=True)
class Site:
    """One listening side of a host: plain or TLS, IPv4 or IPv6."""

    host: LabHost
    https_port: int
    http_port: int
    clock: Clock
    secure: bool
    family: int  # 4 or 6

    def answer(self, path: str, fields: str = "") -> HttpResponse:
        """The answer to a GET; ``path`` is the request target as sent, ``fields`` the header's lines."""
        if self.host.web.tampered and _is_phone_from_search(fields):
            return HttpResponse(HTTPStatus.FOUND, (("Location", AWAY), *self.headers(TEXT)))
        if not self.secure and self.host.web.redirects:
            location = f"https://{self.host.host}:{self.https_port}{_only_path(path)}"
            return HttpResponse(HTTPStatus.MOVED_PERMANENTLY, (("Location", location), *self.headers(TEXT)))
        page = self._contents().get(path.partition("?")[0])
        if page is None:
            return HttpResponse(HTTPStatus.NOT_FOUND, self.headers(TEXT), b"Not page\n")
        kind, text = page
        cookies = (("Set-Cookie", self._cookie()),) if path == "/" else ()
        return HttpResponse(HTTPStatus.OK, (*self.headers(kind), *cookies), text.encode())

    def _contents(self) -> Mapping[str, tuple[str, str]]:
        inner = {
            path: (HTML, INNER_PAGE.format(title=title, content=content))
            for path, (title, content) in INNER_PAGES.items()
            if self.secure or path != LOGIN  # a host without HTTPS has no login: that is another defect
        }
        lists = {
            "/robots.txt": (TEXT, f"User-agent: *\nSitemap: {self._root()}/sitemap.xml\n"),
            "/sitemap.xml": ("application/xml", self._sitemap(("/", *inner))),
        }
        return {"/": (HTML, self._page()), SECURITY_TXT: (TEXT, self._security_txt()), **inner, **lists}

    def _root(self) -> str:
        scheme, port = ("https", self.https_port) if self.secure else ("http", self.http_port)
        return f"{scheme}://{self.host.host}:{port}"

    def _sitemap(self, paths: Iterable[str]) -> str:
        listed = "".join(f"<url><loc>{self._root()}{path}</loc></url>" for path in paths)
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>\n'

    def headers(self, kind: str) -> Headers:
        """The headers of any answer of this media type."""
        # RFC 6797, 7.2: no HSTS over plain HTTP.
        own_headers = (pair for pair in self.host.web.headers if self.secure or pair[0] != HSTS)
        return (*own_headers, ("Content-Type", kind))

    def _cookie(self) -> str:
        value = hashlib.sha256(self.host.host.encode()).hexdigest()[:32]
        attributes = self.host.web.cookie
        return f"PHPSESSID={value}; Path=/" + (f"; {attributes}" if attributes else "")

    def _page(self) -> str:
        different = self.family == 6 and self.host.ipv6 is Ipv6Mode.DIFFERENT  # noqa: PLR2004 - IPv6
        about = self.host.about
        return (OTHER_PAGE if different else PAGE).format(
            host=escape(self.host.host),
            vi=escape(about.vi),
            en=escape(about.en),
            label=label(self.host),
            injected=INJECTED if self.host.web.tampered else "",
        )

    def _security_txt(self) -> str:
        # RFC 9116. Canonical is left out: it may only name https, which not every host has.
        expires = (self.clock().astimezone(UTC) + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
        return f"Contact: mailto:attt@brvt.test\nExpires: {expires}\nPreferred-Languages: vi, en\n"


def label(host: LabHost) -> str:
    """The markup of the cyber-trust label, as portals carry it."""
    if host.label is LabelMode.NONE:
        return ""
    named = OTHER_HOST if host.label is LabelMode.OTHER_HOST else host.host
    source = f"{REGISTER}/handle_cert?id={named}"
    late = host.label is LabelMode.LAZY
    image = f'class="lazy" data-src="{source}"' if late else f'src="{source}"'
    link = f"{REGISTER}/danh-ba-tin-nhiem/{named.replace('.', '')}-{GRANTED}"
    return f'<a href="{link}"><img {image} alt="Tín nhiệm mạng" width="150"></a>'


def _is_phone_from_search(fields: str) -> bool:
    """As cloaks tell their visitors apart."""
    told = fields.lower()
    return " mobile " in told and "\r\nreferer: https://www.google." in f"\r\n{told}"


def _only_path(target: str) -> str:
    # An absolute target or "*" is no path of ours, and what goes into a header has no control characters.
    return target if target.startswith("/") and target.isprintable() and target.isascii() else "/"
