"""Answers of web servers as octets: good ones, and each thing that can be otherwise about them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

Field = tuple[str, str | bytes]

HSTS = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
CSP = (
    "Content-Security-Policy",
    "default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
)
NOSNIFF = ("X-Content-Type-Options", "nosniff")
FRAMES = ("X-Frame-Options", "SAMEORIGIN")
REFERRER = ("Referrer-Policy", "strict-origin-when-cross-origin")
PERMISSIONS = ("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
GOOD: tuple[Field, ...] = (HSTS, CSP, NOSNIFF, FRAMES, REFERRER, PERMISSIONS)
BAD: tuple[Field, ...] = (
    ("Server", "Apache/2.4.29 (Unix) PHP/5.6.40"),
    ("Set-Cookie", "PHPSESSID=0123456789abcdef; path=/"),
)
HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
NEWS = "<p>Tin tức, sự kiện, văn bản chỉ đạo điều hành của Ủy ban nhân dân.</p>\n"
PAGE_TEXT = (
    '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>Cổng thông tin</title></head>\n'
    f"<body>\n<h1>Cổng thông tin điện tử</h1>\n{NEWS * 12}</body></html>\n"
)
REGISTER = "https://tinnhiemmang.vn"


def response(
    body: str | bytes = PAGE_TEXT,
    headers: Iterable[Field] = GOOD,
    status: int = 200,
    kind: str = HTML,
    extra: Iterable[bytes] = (),
) -> bytes:
    """One whole answer, after which the connection is closed. ``extra``: header lines as they are."""
    sent = body.encode() if isinstance(body, str) else body
    fields = [*headers, ("Content-Type", kind), ("Content-Length", str(len(sent))), ("Connection", "close")]
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode(),
        *(_line(*field) for field in fields),
        *extra,
    ]
    return b"\r\n".join((*lines, b"", sent))


def redirect(location: str, headers: Iterable[Field] = GOOD, status: int = 301) -> bytes:
    """An answer that sends the visitor elsewhere."""
    return response("moved", (*headers, ("Location", location)), status)


def good_but(*fields: Field) -> tuple[Field, ...]:
    """The good headers, those of the same names replaced by these."""
    return (*lacking(*(name for name, _ in fields)), *fields)


def lacking(*names: str) -> tuple[Field, ...]:
    """The good headers without these."""
    left_out = {name.lower() for name in names}
    return tuple(field for field in GOOD if field[0].lower() not in left_out)


def label(host: str) -> str:
    """The cyber-trust label's markup for a host."""
    link = f"{REGISTER}/danh-ba-tin-nhiem/{host.replace('.', '')}-1684108800"
    return f'<a href="{link}"><img src="{REGISTER}/handle_cert?id={host}" alt="Tín nhiệm mạng"></a>\n'


def with_in_body(markup: str, page: str = PAGE_TEXT) -> str:
    """A page with more at its end."""
    return page.replace("</body>", f"{markup}</body>")


def security_txt(valid: timedelta = timedelta(days=180), **changes: str) -> bytes:
    """A security.txt that is valid for so long; fields may be changed, or left out when empty."""
    expires = (datetime.now(UTC) + valid).strftime("%Y-%m-%dT%H:%M:%SZ")
    fields = {"Contact": "mailto:ung-cuu@so.test", "Expires": expires, "Preferred-Languages": "vi, en"}
    lines = [f"{name}: {value}\n" for name, value in {**fields, **changes}.items() if value]
    return response("".join(lines), kind=TEXT)


def _line(name: str, value: str | bytes) -> bytes:
    return name.encode() + b": " + (value if isinstance(value, bytes) else value.encode())
