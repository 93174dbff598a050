"""The label: there, another's, without its link; and pages which are not yet the page."""

from benchmarks.accuracy.websites.answers import GOOD, PAGE_TEXT, label, with_in_body
from benchmarks.accuracy.websites.standing import DOMAIN
from benchmarks.accuracy.websites.truths import LABEL, of_page, truth, web_host

KIND = "label"
IMAGE = '<img src="https://tinnhiemmang.vn/handle_cert?id={host}">'
SHELL = (
    '<!doctype html><html><head><meta charset="utf-8"><title>Cổng</title></head><body>'
    '<div id="root"></div><script type="module" src="/assets/index-3f9c.js"></script></body></html>'
)
NAMED_SHELL = (
    "<html><head><title>DVC</title></head><body><app-root></app-root>"
    '<noscript>Vui lòng bật JavaScript.</noscript><script src="main.9a1.js" defer></script></body></html>'
)
STUB = '<html><head><meta http-equiv="Refresh" content="0;URL=/web/guest/home"></head><body></body></html>'
LATE_STUB = '<html><head></head><body><meta http-equiv="refresh" content="0; url=/trang-chu"></body></html>'
SCRIPT_STUB = "<html><body><script>window.location.replace('/SitePages/Home.aspx')</script></body></html>"
FRAMED = '<html><body><iframe src="https://cong.khac.test/" width="100%"></iframe></body></html>'


def _lazy(host: str) -> str:
    return label(host).replace("<img src", '<img class="lazyload" data-src')


def _host(name: str) -> str:
    return f"{name}.{DOMAIN}"


HOSTS = (
    web_host(
        KIND,
        "label-refresh",
        of_page((*GOOD, ("Refresh", "0; url=/trang-chu")), "<p>Đang chuyển</p>"),
        told=truth(unseen=(LABEL,)),
    ),
    web_host(KIND, "label-late-stub", of_page(body=LATE_STUB), told=truth(unseen=(LABEL,))),
    *(
        web_host(KIND, name, of_page(body=body), told=truth(unseen=(LABEL,)))
        for name, body in (
            ("label-shell", SHELL),
            ("label-app-root", NAMED_SHELL),
            ("label-stub", STUB),
            ("label-script-stub", SCRIPT_STUB),
            ("label-framed", FRAMED),
        )
    ),
    web_host(
        KIND, "label-lazy", of_page(body=with_in_body(_lazy(_host("label-lazy")))), told=truth((LABEL,))
    ),
    web_host(
        KIND,
        "label-in-shell",
        of_page(body=with_in_body(label(_host("label-in-shell")), SHELL)),
        told=truth((LABEL,)),
    ),
    web_host(
        KIND, "label-of-another", of_page(body=with_in_body(label("khac.gov.test"))), told=truth(bad=(LABEL,))
    ),
    web_host(
        KIND,
        "label-image-alone",
        of_page(body=with_in_body(IMAGE.format(host=_host("label-image-alone")), PAGE_TEXT)),
        told=truth(bad=(LABEL,)),
    ),
)
