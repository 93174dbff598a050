"""Honest redirects, and honest differences between clients."""

from collections.abc import Mapping
from random import Random

from benchmarks.content import prose
from benchmarks.content.base import HOST, Base
from benchmarks.content.clean.speaking import Made
from benchmarks.content.site import Answer, Site


def _redirects(*choices: str) -> Made:
    def make(chance: Random, name: str) -> Site:
        base = Base(chance, name)
        target = chance.choice(choices).replace("{n}", str(chance.randint(1, 99)))
        path = chance.choice(("/dang-nhap", "/kenh-video", "/dich-vu-cong", "/mail", "/tin/cu.html"))
        base.pages[path] = chance.choice(
            (
                Answer(status=302, location=target),
                Answer(f'<meta http-equiv="refresh" content="0;url={target}">'),
                Answer(f'<script>location.href="{target}"</script>'),
            )
        )
        base.put(
            "/", f'<a href="{path}">{chance.choice(("Đăng nhập", "Kênh YouTube", "Dịch vụ công"))}</a>', "top"
        )
        base.pages["/sitemap.xml"] = base.sitemap(["/", path])
        return base.site()

    return make


def _leaving(chance: Random, name: str) -> Site:
    """A page for leaving that names where to."""
    base, host = Base(chance, name), prose.press(chance)
    base.put("/", f'<a href="/out?url=https%3A%2F%2F{host}%2F">Báo</a>', "side")
    return base.site(
        special=lambda asked: (
            Answer(status=302, location=f"https://{host}/") if asked.path.startswith("/out") else None
        )
    )


def _phones(chance: Random, name: str) -> Site:
    """A page of its own for phones, an app's banner, a greeting for who comes from a search engine."""
    base = Base(chance, name)
    phone = Answer(
        base.pages["/"].body.replace(
            "</body>",
            '<div class="app">Tải ứng dụng <a '
            'href="https://play.google.com/store/apps/details?id=vn.xa">Google Play</a> <a '
            'href="https://zalo.me/1">Zalo</a></div></body>',
        )
    )
    found = Answer(
        base.pages["/"].body.replace(
            "</body>", "<p>Bạn đến từ máy tìm kiếm: xem <a href='/tin-tuc'>tin mới</a></p></body>"
        )
    )
    return base.site(
        special=lambda asked: (
            (phone if asked.is_phone else found if asked.is_from_search else None)
            if asked.path == "/"
            else None
        )
    )


def _mobile_site(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    return base.site(
        special=lambda asked: (
            Answer(status=302, location=f"https://m.{HOST}/")
            if asked.is_phone and asked.path == "/"
            else None
        )
    )


def _changing(chance: Random, name: str) -> Site:
    """Tokens, counters, and banners in turn."""
    base = Base(chance, name)
    body, partners = base.pages["/"].body, [f"doitac{number}.test" for number in range(6)]

    def special(asked: object) -> Answer | None:
        if getattr(asked, "path", "") != "/":
            return None
        banner = "".join(
            f'<a href="https://{host}/"><img src="b.gif" alt="Quảng bá nông sản"></a>'
            for host in chance.sample(partners, 2)
        )
        return Answer(
            body.replace(
                "</body>",
                f'<input type="hidden" name="csrf" value="{chance.randbytes(16).hex()}"><b>Lượt '
                f"xem: {chance.randint(1000, 99999)}</b>{banner}</body>",
            )
        )

    return base.site(special=special)


def _prerendered(chance: Random, name: str) -> Site:
    """A shell for browsers, the whole page for crawlers."""
    base = Base(chance, name)
    shell = Answer(
        f'<html><head><title>{base.body}</title></head><body><div id="app"></div><script '
        f'src="/app.js"></script></body></html>'
    )
    whole = base.pages["/"]
    return base.site(
        special=lambda asked: (whole if asked.is_crawler else shell) if asked.path == "/" else None
    )


def _dead_links(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    base.put(
        "/",
        f'<a href="/tin/khong-con-{chance.randint(1, 9)}.html">Tin cũ</a><link rel="canonical" '
        f'href="https://{HOST}/"><link rel="alternate" hreflang="en" href="https://{HOST}/en">',
        "head" if chance.random() < 0.5 else "main",
    )
    return base.site()


KINDS: Mapping[str, Made] = {
    "moves among public bodies": _redirects(
        "https://phuongmoi{n}.gov.vn/", "https://dichvucong.gov.vn/", "https://www.portal.xa.gov.test/moi"
    ),
    "its own channel": _redirects(
        "https://www.youtube.com/@xa",
        "https://zalo.me/12345",
        "https://www.facebook.com/xa",
        "https://docs.google.com/forms/d/1",
    ),
    "single sign-on": _redirects(
        f"https://sso.tinh{{n}}.test/oauth2/authorize?client_id=a&redirect_uri=https%3A%2F%2F{HOST}%2Fcb",
        f"https://dangnhap.nhacungcap.test/login?returnUrl=https://{HOST}/",
        "https://sso.vnportal.test/cas/login?service=https%3A%2F%2Fportal.xa.gov.test%2F",
    ),
    "a page for leaving": _leaving,
    "for phones": _phones,
    "a site for phones": _mobile_site,
    "changing by itself": _changing,
    "prerendered": _prerendered,
    "dead links": _dead_links,
}
