"""web.error_leak: what error pages give away, and pages that only write about errors."""

import pytest

from checks.facts import Facts, NotTested, Part, Unseen
from checks.facts.site import Found
from checks.model import Reason
from tests.checks import builders
from tests.checks.web import answers

PHP = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/var/www/html/tin.php</b> on line <b>12</b><br />"
JAVA = (
    "<h1>HTTP Status 500</h1><pre>java.lang.NullPointerException\n"
    "\tat vn.gov.cong.TinServlet.doGet(TinServlet.java:42)\n"
    "\tat javax.servlet.http.HttpServlet.service(HttpServlet.java:621)</pre>"
)
ASPX = (
    "<h1>Server Error in '/' Application.</h1><h2><i>Object reference not set</i></h2>"
    "<pre>[NullReferenceException: Object reference not set to an instance of an object.]\n"
    "   Cong.Tin.Page_Load(Object sender, EventArgs e) in D:\\web\\Tin.aspx.cs:line 20</pre>"
)


def site(body: str, status: int = 404, found: Found = "missing") -> Facts:
    """An endpoint with this page behind its start page."""
    return answers.behind(body, found, status=status)


@pytest.mark.parametrize(
    ("body", "product"),
    [
        (PHP, "PHP"),
        ("Fatal error: Uncaught Error: Call to undefined function x() in C:\\web\\a.php on line 3", "PHP"),
        ("<pre>#0 /srv/cong/public_html/index.php(17): require()\n#1 {main}</pre>", "PHP"),
        ("<h1>Whoops</h1><code>/srv/app/vendor/laravel/framework/src/X.php</code>", "Laravel, Symfony"),
        ("Symfony\\Component\\HttpKernel\\Exception\\NotFoundHttpException", "Laravel, Symfony"),
        ("yii\\web\\NotFoundHttpException: Không tìm thấy", "Yii, ThinkPHP, Drupal, WordPress"),
        (ASPX, "ASP.NET"),
        (
            "<title>IIS 10.0 Detailed Error</title><th>Physical Path</th><td>C:\\inetpub\\wwwroot\\x</td>",
            "IIS",
        ),
        ("<p>Microsoft VBScript runtime </font> error '800a000d'</p>", "ASP"),
        (JAVA, "Java"),
        ('{"trace":"java.lang.X\\n\\tat org.a.B.c(B.java:1)\\n"}', "Java"),
        ("Type Exception Report <b>root cause</b> <pre>javax.servlet.ServletException: x</pre>", "Java"),
        (
            '<pre>Traceback (most recent call last):\n File "/srv/app.py", line 3, in x</pre>',
            "Python, Django, Flask",
        ),
        (
            "because you have <code>DEBUG = True</code> in your Django settings file.",
            "Python, Django, Flask",
        ),
        ('<h1>Routing Error</h1> No route matches [GET] "/x"', "Ruby on Rails"),
        (
            "Error: x<br> &nbsp; at Layer.handle (/srv/node_modules/express/lib/router/layer.js:95:5)",
            "Node.js",
        ),
        ("goroutine 17 [running]: main.x()", "Go, Perl, ColdFusion"),
        (
            "You have an error in your SQL syntax; check the manual that corresponds to your MariaDB",
            "MySQL, MariaDB",
        ),
        ("SQLSTATE[42S02]: Base table or view not found", "MySQL, MariaDB"),
        ('ERROR: relation "tin" does not exist LINE 1', "PostgreSQL"),
        ("[Microsoft][ODBC SQL Server Driver][SQL Server]Invalid column", "SQL Server"),
        ("Conversion failed when converting the varchar value 'capdo' to data type int.", "SQL Server"),
        ("ORA-00942: table or view does not exist", "Oracle"),
        ("org.hibernate.exception.SQLGrammarException: x", "Java"),
    ],
)
@pytest.mark.parametrize("status", [404, 500])
def test_what_an_error_page_gives_away(body: str, product: str, status: int) -> None:
    """By product, with the page's address, its status and the words."""
    verdict = builders.verdict("web.error_leak", site(f"<html><body>{body}</body></html>", status))
    assert (verdict.outcome, verdict.severity) == ("fail", "medium")
    leaks = verdict.evidence["leaks"]
    assert isinstance(leaks, list)
    (leak,) = leaks
    assert isinstance(leak, dict)
    assert (leak["product"], leak["status"]) == (product, status)
    assert leak["url"] == answers.BEHIND
    assert len(str(leak["excerpt"])) > 10


@pytest.mark.parametrize(
    "body",
    [
        "<h1>404 Not Found</h1><hr><center>nginx</center>",
        "<h1>Không tìm thấy trang</h1><p>Trang bạn tìm không tồn tại. Warning: xin kiểm tra lại địa chỉ.</p>",
        "<h1>Server Error in '/' Application.</h1><h2>Runtime Error</h2>Details cannot be viewed remotely",
        "<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error</p>",
        "<p>Not found. Quay lại <a href='/'>trang chủ</a></p>",
        "<a href='/hoi-dap/1'>You have an error in your SQL syntax; check the manual: cách sửa?</a>",
        "<a href='/hoi-dap/2'><b>ORA-00942</b>: <i>table or view does not exist</i></a>",
        "<script>throw new Error('at x (/a.js:1:1)')</script><p>Không có</p>",
        "<p>Hội thảo về Java, Oracle, MySQL và SQL Server tại Sở TTTT</p>",
        "<p>PHP 8 ra mắt; Python, Django có bản vá</p>",
        "",
    ],
)
def test_error_pages_that_give_nothing_away(body: str) -> None:
    """General ones, those of the products themselves, and links to pages that write about errors."""
    verdict = builders.verdict("web.error_leak", site(f"<html><body>{body}</body></html>"))
    assert verdict.outcome == "pass"
    assert verdict.evidence["pages"] == 1


@pytest.mark.parametrize(
    ("body", "status", "found", "outcome"),
    [
        (PHP, 200, "missing", "fail"),  # a page in place of a 404 that nevertheless tells
        (PHP, 200, "error", "fail"),
        (PHP, 200, "link", "pass"),  # an article
        (JAVA, 200, "link", "pass"),
        (PHP, 500, "link", "fail"),
        (PHP, 404, "login", "fail"),
        (JAVA, 500, "start", "fail"),
        ("ORA-00942: table or view does not exist", 200, "missing", "pass"),
        ("You have an error in your SQL syntax; check the manual", 200, "missing", "pass"),
    ],
)
def test_articles_about_errors_are_none(body: str, status: int, found: Found, outcome: str) -> None:
    """An answer of status 200 gives away only what no page writes by itself, where it was provoked."""
    assert builders.verdict("web.error_leak", site(body, status, found)).outcome == outcome


def test_without_a_walk_it_is_not_tested() -> None:
    """A lean look asks for no error page."""
    lean = NotTested(reason=Reason.NOT_REQUESTED, detail="lean")
    verdict = builders.verdict("web.error_leak", answers.page(site=lean))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "not_requested")


def test_an_error_page_that_was_not_seen() -> None:
    """A firewall's page in its stead is none of the site."""
    unseen = Unseen(part=Part.SITE_ERRORS, reason=Reason.BLOCKED_BY_WAF)
    verdict = builders.verdict("web.error_leak", answers.page(site=builders.site(unseen=(unseen,))))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "incomplete")
