"""What the checks of this family say alike: what to do, whence the rules come, and when nothing was found."""

from collections.abc import Mapping

from pydantic import JsonValue

from checks.content._judging.walks import Walk
from checks.facts import Client, FactsMissingError, NotTested
from checks.model import Judgement, Outcome, Reason, Reference, Text

REMEDIATION = Text(
    vi="Giữ nguyên nhật ký, rồi tìm đường vào: biểu mẫu hỏi đáp, góp ý, tải tệp; tài khoản quản trị "
    "lạ hoặc mật khẩu yếu; phần mềm, giao diện, tiện ích chưa vá hoặc tải lậu; mô-đun lạ "
    "của máy chủ (IIS: Get-WebGlobalModule; nginx -V; apachectl -M) và tệp mới trong thư mục tải "
    "lên. Xóa phần bị chèn, đóng đường vào, đổi mật khẩu: chỉ xóa trang thì vài tháng sau lại bị.\n"
    "Xem phần không thấy từ ngoài: tìm trên Google site:TÊN-MIỀN kèm “nhà cái”, “tài xỉu”, "
    "“casino”, “vay tiền”; trong Search Console xem chủ sở hữu lạ, sơ đồ trang lạ, số trang được "
    "lập chỉ mục, và "
    "yêu cầu gỡ; trong nhật ký truy cập lọc theo Googlebot và theo Referer là máy tìm kiếm.",
    en="Keep the logs, then find the way in: Q&A, feedback and upload forms; unknown administrators' "
    "accounts or weak passwords; software, themes and plugins unpatched or pirated; foreign "
    "modules of the server (IIS: Get-WebGlobalModule; nginx -V; apachectl -M) and new files in "
    "upload folders. Remove what was injected, close the way in, change passwords: where only "
    "pages are "
    "removed, they are back within months.\n"
    "Look at what cannot be seen from outside: search Google for site:DOMAIN with “nha cai”, “tai xiu”, "
    "“casino”, “vay tien”; in Search Console look for unknown owners and sitemaps and at the "
    "number of "
    "indexed pages, and ask for removal; in the access log, filter by Googlebot and by referers of "
    "search engines.",
)
CLIENTS: Mapping[Client, Text] = {
    Client.BROWSER: Text(vi="trình duyệt", en="browser"),
    Client.PHONE: Text(vi="điện thoại", en="phone"),
    Client.CRAWLER: Text(vi="trình thu thập của máy tìm kiếm", en="search crawler"),
    Client.BROWSER_FROM_GOOGLE: Text(vi="khách từ Google", en="visitor from Google"),
    Client.PHONE_FROM_GOOGLE: Text(vi="điện thoại từ Google", en="phone from Google"),
    Client.BROWSER_FROM_COC_COC: Text(vi="khách từ Cốc Cốc", en="visitor from Cốc Cốc"),
}
REFERENCES = (
    Reference(title="Nghị định 85/2016/NĐ-CP, Điều 20", verified=False),
    Reference(
        title="OWASP WSTG v4.2, 4.11 Client-side Testing",
        url="https://owasp.org/www-project-web-security-testing-guide/",
    ),
    Reference(
        title="Google Search Central: spam policies (cloaking, hacked content)",
        url="https://developers.google.com/search/docs/essentials/spam-policies",
    ),
)


def pass_on(walk: Walk, summary: Text, evidence: dict[str, JsonValue]) -> Judgement:
    """A pass; the judging holds it back where a part of the walk was not seen.

    Raises:
        FactsMissingError: a page was longer than what is read of one, or no page could be read at all.

    """
    if not any(view.reading for view in walk.views):
        why = next((view.visit.failure for view in walk.views if view.visit.failure), None)
        raise FactsMissingError(
            why or NotTested(reason=Reason.INCOMPLETE, detail="no page of the site was seen")
        )
    if walk.is_cut:
        raise FactsMissingError(
            NotTested(reason=Reason.INCOMPLETE, detail="a page is longer than what is read of one")
        )
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=evidence)
