"""What honest pages hide, and what their scripts write."""

import base64
from collections.abc import Mapping
from random import Random

from benchmarks.content import prose
from benchmarks.content.base import Base
from benchmarks.content.clean.speaking import Made
from benchmarks.content.site import Answer, Site


def _plain(chance: Random, name: str) -> Site:
    return Base(chance, name).site()


def _put(*choices: str, place: str = "main") -> Made:
    def make(chance: Random, name: str) -> Site:
        base = Base(chance, name)
        for choice in chance.sample(choices, min(len(choices), 2)):
            base.put(
                "/",
                choice.replace("{press}", prose.press(chance))
                .replace("{partner}", f"doitac{chance.randint(1, 99)}.test")
                .replace("{n}", str(chance.randint(1, 99))),
                place,
            )
        return base.site()

    return make


def _single(chance: Random, name: str) -> Site:
    """A shell that scripts fill."""
    base = Base(chance, name)
    shell = (
        '<!doctype html><html><head><title>Cổng dịch vụ</title><script defer src="/static/main.js">'
        '</script></head><body><div id="root"></div><noscript>Hãy bật JavaScript. <a '
        'href="https://www.enable-javascript.com/">Hướng dẫn</a></noscript></body></html>'
    )
    base.pages["/static/main.js"] = Answer(
        '(()=>{var e=document.getElementById("root");e.innerHTML=\'<a href="/login">Đăng nhập</a>'
        '<a href="https://doitac.test/">Đối tác</a>\';const t=JSON.parse(atob("eyJhIjoxfQ=="));})()' * 3,
        kind="text/javascript",
    )
    base.pages["/"] = Answer(shell)
    base.pages["*"] = Answer(shell)
    return base.site()


def _scripts(chance: Random, name: str) -> Site:
    """Reversed mail addresses, JSON in base64, the year, trackers, maps, packed libraries."""
    base = Base(chance, name)
    data = base64.b64encode(
        b'{"menu":[{"url":"/tin-tuc","t":"Tin"}],"api":"https://api.xa.gov.test/v1"}'
    ).decode()
    snippets = (
        f'<script>var cfg=JSON.parse(atob("{data}"));</script>',
        '<script>document.write("nv.vog.ax@ehneil".split("").reverse().join(""))</script>',
        '<script>document.write("© "+new Date().getFullYear())</script>',
        "<script>document.write('<a href=\"https://baodientu.test/\">Báo điện tử</a>')</script>",
        '<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-X" height="0" '
        'width="0" style="display:none;visibility:hidden"></iframe></noscript>',
        '<iframe src="https://www.google.com/maps/embed?pb=1" width="100%" height="300"></iframe>'
        '<iframe src="https://www.youtube.com/embed/abc" width="100%" height="100%"></iframe>',
        "<script>eval(function(p,a,c,k,e,d){while(c--)if(k[c])p=p.replace(new "
        "RegExp('\\\\b'+c.toString(a)+'\\\\b','g'),k[c]);return p}('0 1=2(){3 4}',5,5,'var|plugin|"
        "function|return|true'.split('|'),0,{}))</script>",
        '<script>(function(){if(screen.width<700&&location.pathname=="/"){location.href="/m/"}})();</script>',
        '<script>function moTrang(){location.href="https://hopthu.test/"}</script><button '
        'onclick="moTrang()">Thư công vụ</button>',
        '<script>String.fromCharCode(72,84,84,80);var s=unescape("%u00C1");'
        'document.cookie="seen=1";</script>',
        "<button onclick=\"window.open('https://lienket.test/')\">Mở liên kết</button>",
    )
    for snippet in chance.sample(snippets, 4):
        base.put("/", snippet, chance.choice(("main", "end", "side")))
    return base.site()


def _maintenance(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    base.pages["/"] = Answer(
        chance.choice(
            (
                "<title>Bảo trì</title><body style='background:#000;color:#fff'><h1>Hệ thống đang "
                "bảo trì</h1></body>",
                "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><a "
                "href='http://nginx.org/'>nginx.org</a>",
                "<title>Đăng nhập</title><form><input type=password></form>",
                "<title>IIS Windows Server</title><a "
                "href='http://go.microsoft.com/fwlink/?linkid=66138'><img src=iisstart.png></a>",
                "<title>Trang chủ</title><body style='filter:grayscale(1);background:#111;"
                "color:#eee'><h1>Vô cùng thương tiếc</h1></body>",
            )
        )
    )
    return base.site()


def _dark(chance: Random, name: str) -> Site:
    """White text on dark and pictured grounds."""
    base = Base(chance, name)
    ground = chance.choice(
        (
            "background:#0a2a4a",
            "background:url(/bg.jpg)",
            "background-image:linear-gradient(#123,#456)",
            "background-color:#222",
        )
    )
    base.put(
        "/",
        f'<section style="{ground}"><h2 style="color:#fff">Đối tác</h2><a style="color:#fff" '
        f'href="https://doitac{chance.randint(1, 99)}.test/">Hiệp hội doanh nghiệp</a> <a '
        f'style="color:#fefefe" href="https://{prose.press(chance)}/">Báo tỉnh</a></section>',
        "main",
    )
    return base.site()


def _feeds(chance: Random, name: str) -> Site:
    """Many partners in tabs, sliders and lists that open on demand; each once in plain sight or never."""
    base = Base(chance, name)
    hosts = [
        f"{chance.choice(('hiephoi', 'lienminh', 'quy', 'trungtam'))}{number}.test" for number in range(5)
    ]
    tabs = "".join(
        f'<div class="tab-pane" id="t{number}"><a href="https://{host}/">{prose.body(chance)}</a></div>'
        for number, host in enumerate(hosts)
    )
    base.put(
        "/",
        f'<ul class="nav nav-tabs">'
        f"{''.join(f'<li><a href=#t{number}>{number}</a></li>' for number in range(5))}</ul>{tabs}"
        f"<style>.tab-pane{{display:none}}</style>",
        "side",
    )
    return base.site()


KINDS: Mapping[str, Made] = {
    "portals": _plain,
    "a shell for scripts": _single,
    "scripts": _scripts,
    "maintenance and default pages": _maintenance,
    "dark grounds": _dark,
    "tabs of partners": _feeds,
    "menus that open": _put(
        '<ul class="dropdown-menu" style="display:none"><li><a href="https://{partner}/">Đối tác'
        "</a></li></ul>",
        '<div id="drawer" style="position:fixed;left:-100%;transition:left .3s"><a '
        'href="https://{partner}/">Hiệp hội</a></div>',
        '<nav style="transform:translateX(-100%)"><a href="https://{press}/">Báo</a></nav>',
    ),
    "sliders": _put(
        '<div class="slide" style="opacity:0"><a href="https://{press}/tin-{n}">Tin ảnh</a></div>',
        '<div class="swiper-slide" style="visibility:hidden"><a href="https://{partner}/"><img '
        'src="a.jpg" alt="Đối tác"></a></div>',
        '<div class="owl-item" style="display:none"><a href="https://{partner}/">Logo</a></div>',
    ),
    "icon links": _put(
        '<a class="icon" style="text-indent:-9999px;background:url(i.png);display:block" '
        'href="https://{partner}/">Đối tác</a>',
        '<a href="https://{partner}/"><img src="logo.png"></a>',
        '<a href="https://{partner}/" class="social"><svg></svg></a>',
        '<a href="https://{partner}/" aria-label="Đối tác"><i class="fa"></i></a>',
    ),
    "words for screen readers": _put(
        '<span class="sr-only" style="position:absolute;clip:rect(0,0,0,0)">Mở trang <a '
        'href="https://{partner}/">đối tác</a></span>',
        '<a class="visually-hidden" href="https://{partner}/">Bản cho người khiếm thị</a>',
    ),
    "wrappers without size": _put(
        '<div style="font-size:0"><a style="font-size:15px" href="https://{partner}/">Đối tác</a></div>',
        '<div style="line-height:0;font-size:0"><span style="font-size:14px"><a '
        'href="https://{press}/">Báo</a></span></div>',
        '<div style="visibility:hidden"><p style="visibility:visible"><a href="https://{press}/">'
        "Báo</a></p></div>",
    ),
    "cookie bars and dialogues": _put(
        '<div class="cookie-consent" style="display:none"><a href="https://cookiebot{n}.test/">'
        "Chính sách</a></div>",
        '<dialog><a href="https://{partner}/">Hỗ trợ</a></dialog>',
        '<div class="modal" style="display:none"><a href="https://{partner}/khao-sat">Khảo sát</a></div>',
        '<div class="print-only" style="display:none">In từ <a href="https://{partner}/">trang</a></div>',
        place="end",
    ),
    "details and templates": _put(
        '<details><summary>Liên kết</summary><a href="https://{partner}/">Đối tác</a></details>',
        '<template><a href="https://{partner}/{{id}}">{{title}}</a></template>',
        '<!-- <a href="https://{partner}/">cũ</a> -->',
        "<!-- <div style='display:none'><a href='https://kux88.test/'>nhà cái uy tín</a></div> đã gỡ -->",
    ),
    "tickers": _put(
        '<marquee scrollamount="4"><a href="https://{press}/">Thông báo: nghỉ lễ</a></marquee>',
        '<marquee behavior="alternate"><a href="https://{partner}/">Chào mừng đại hội</a></marquee>',
    ),
    "responsive rules": _put(
        "<style>@media print{.lk{display:none}}@media (max-width:600px){.lk{display:none}}</style>"
        "<div class='lk'><a href='https://{partner}/'>Đối tác</a></div>",
        "<style>.a:hover .lk2{display:none}</style><p class=a><span class=lk2><a "
        "href='https://{press}/'>Báo</a></span></p>",
    ),
}
