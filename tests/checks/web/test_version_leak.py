"""web.version_leak."""

import pytest

from checks.web.version_leak import has_version
from tests.checks import builders
from tests.checks.web import answers


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("nginx/1.18.0", True),
        ("Apache/2.4.29 (Ubuntu)", True),
        ("Apache/2", True),
        ("Microsoft-IIS/10.0", True),
        ("PHP/5.6.40", True),
        ("Drupal 10 (https://www.drupal.org)", True),
        ("WordPress v6.4", True),
        ("WebLogic 12.2.1.4", True),
        ("nginx", False),
        ("ASP.NET", False),
        ("AmazonS3", False),
        ("WebLogic 12c", True),
        ("WebLogic Server 14c", True),
        ("Oracle-Application-Server-11g", True),
        ("Joomla! 4", True),
        ("Servlet/3.1 JSP/2.3", True),
        ("Liferay Community Edition Portal 7.0.6 GA7", True),
        ("ECS (sed/58B5)", False),
        ("awselb/2.0", False),
        ("Microsoft-Azure-Application-Gateway/v2", False),
        ("Cổng 1", False),
        ("F5 BIG-IP", False),
        ("srv-2", False),
        ("web01", False),
        ("Joomla! - Open Source Content Management", False),
        ("", False),
    ],
)
def test_version_numbers_are_told_from_names(value: str, told: bool) -> None:  # noqa: FBT001 - the table's column
    """A number after a slash or blank, or a dotted one; digits within a name are no version."""
    assert has_version(value) is told


@pytest.mark.parametrize(
    ("header", "value", "outcome"),
    [
        ("server", "nginx", "pass"),
        ("server", "nginx/1.18.0", "fail"),
        ("x-powered-by", "PHP/7.4", "fail"),
        ("x-aspnet-version", "4", "fail"),
        ("x-aspnetmvc-version", "", "pass"),
        ("x-generator", "Drupal 7", "fail"),
        ("x-request-id", "1.2.3", "pass"),
        ("microsoftsharepointteamservices", "16.0.0.5017", "fail"),
        ("x-owa-version", "15.1.2507.27", "fail"),
        ("x-jenkins", "2.401", "fail"),
        ("liferay-portal", "Liferay Digital Experience Platform 7.2.10", "fail"),
        ("via", "1.1 varnish (Varnish/6.0)", "fail"),
        ("via", "HTTP/1.1 proxy1, 1.0 squid/4.15", "fail"),
        ("via", "1.1 google", "pass"),
        ("via", "1.1 10.0.0.7:8080, 2.0 edge", "pass"),
    ],
)
def test_each_header_is_looked_at(header: str, value: str, outcome: str) -> None:
    """Those meant for products and versions, and no others."""
    assert builders.verdict("web.version_leak", answers.page((header, value))).outcome == outcome


@pytest.mark.parametrize("before", ["", "<head><title>a</title></head><body><p>b</p>"])
def test_the_generator_element_is_looked_at(before: str) -> None:
    """Content management systems write their version into the page, some of them at its end."""
    facts = answers.page(body=f'{before}<META NAME="Generator" CONTENT="WordPress 6.4.2">')
    verdict = builders.verdict("web.version_leak", facts)
    assert verdict.evidence == {"leaks": [{"where": "meta generator", "value": "WordPress 6.4.2"}]}


def test_every_answer_of_the_host_itself_counts() -> None:
    """The plain port's redirect tells a version too; the site it leads to is not this host's affair."""
    leak = ("server", "Apache/2.4.29")
    own = builders.exchange(url=f"http://{builders.HOST}/", status=301, headers=(leak, ("location", "/")))
    other = builders.exchange(url="https://other.test/", headers=(leak,))
    mine = builders.facts(http=builders.http(http=builders.visit(own)))
    theirs = builders.facts(http=builders.http(https=builders.visit(builders.exchange(), other)))
    assert builders.verdict("web.version_leak", mine).outcome == "fail"
    assert builders.verdict("web.version_leak", theirs).outcome == "pass"


def test_evidence_is_bounded() -> None:
    """200 characters a value, and equal leaks once."""
    value = "x/1.0 " + "y" * 5000
    verdict = builders.verdict("web.version_leak", answers.page(("server", value), ("server", value)))
    leaks = verdict.evidence["leaks"]
    assert isinstance(leaks, list)
    assert len(leaks) == 1
    assert len(str(leaks[0])) < 250


def test_a_pass_says_what_was_read() -> None:
    """What stands in the headers that name products, and in the generator element."""
    verdict = builders.verdict("web.version_leak", answers.page(("server", "nginx")))
    assert verdict.outcome == "pass"
    assert verdict.evidence["read"] == ["server: nginx"]


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ("<hr><center>nginx/1.18.0 (Ubuntu)</center>", 404, "nginx/1.18.0"),
        ("<hr><center>nginx</center>", 404, None),
        (
            "<address>Apache/2.4.29 (Ubuntu) Server at a.test Port 443</address>",
            404,
            "Apache/2.4.29 (Ubuntu) Server at",
        ),
        ("<address>Apache Server at a.test Port 443</address>", 404, None),
        ("<address>UBND tỉnh, 01 Phạm Văn Đồng</address>", 404, None),
        ("<hr><h3>Apache Tomcat/9.0.31 (Ubuntu)</h3>", 500, "Apache Tomcat/9.0.31"),
        (
            "<b>Version:</b> Microsoft .NET Framework Version:4.0.30319; ASP.NET Version:4.7.3535.0",
            404,
            ".NET Framework Version:4.0.30319; ASP.NET Version:4.7.3535.0",
        ),
        ("<title>IIS 7.5 Detailed Error - 404.0 - Not Found</title>", 404, "IIS 7.5 Detailed Error"),
        ("<hr><center>nginx/1.18.0</center>", 200, None),
        ("<p>Apache Tomcat/9.0.31 có lỗ hổng</p>", 200, None),
    ],
)
def test_error_pages_that_are_signed(body: str, status: int, told: str | None) -> None:
    """By the products that sign theirs, and by nobody who only writes of a version."""
    verdict = builders.verdict("web.version_leak", answers.behind(body, "missing", status=status))
    assert verdict.outcome == ("fail" if told else "pass")
    assert verdict.evidence.get("leaks") == ([{"where": "error page", "value": told}] if told else None)


def test_what_only_another_page_tells() -> None:
    """The program behind the start page is another one than that behind the login."""
    verdict = builders.verdict(
        "web.version_leak", answers.behind("x", "login", ("x-powered-by", "PHP/5.6.40"))
    )
    assert verdict.evidence["leaks"] == [{"where": "x-powered-by", "value": "PHP/5.6.40"}]
    elsewhere = answers.behind("x", "link", ("server", "Apache/2.4.29"), url="https://other.test/")
    assert builders.verdict("web.version_leak", elsewhere).outcome == "pass"
