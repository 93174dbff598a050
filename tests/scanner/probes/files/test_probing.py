"""The files probe: what is found on real servers, and what on none."""

import functools
import gzip
import http.server
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from checks.facts import FilesFacts, NotTested, Part
from checks.model import Reason
from tests.scanner.probes import contexts
from tests.scanner.probes.files.asked_sites import NOT_FOUND, Response, found, path_server, walked
from tests.scanner.probes.nginx import nginx

ENV = b"APP_NAME=Portal\nAPP_KEY=base64:c2VjcmV0LXNlY3JldA==\nDB_PASSWORD=Tuyet-Mat-1\n"
DUMP = (
    b"-- MySQL dump 10.13  Distrib 5.7.40\nCREATE TABLE `users` (id int);\nINSERT INTO `users` VALUES (1);\n"
)
PHPINFO = b'<!DOCTYPE html><html><head><title>PHP 7.4.3 - phpinfo()</title></head><h1 class="p">PHP Version'
SECRETS = (b"Tuyet-Mat-1", b"c2VjcmV0", b"INSERT INTO", b"deadbeef")


def put(folder: Path, path: str, content: bytes) -> None:
    """A file of the site."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@pytest.fixture
def careless(tmp_path: Path) -> Path:
    """A folder with what a careless administrator leaves there."""
    root = tmp_path / "www"
    put(root, "index.html", b"<p>Welcome</p>")
    put(root, ".git/HEAD", b"ref: refs/heads/main\n")
    put(root, ".git/config", b"[core]\n\trepositoryformatversion = 0\n")
    put(root, ".env", ENV)
    put(root, ".DS_Store", b"\x00\x00\x00\x01Bud1\x00\x00")
    put(root, ".htpasswd", b"admin:$apr1$deadbeef$0123456789012345678901\n")
    put(root, "backup.sql", DUMP)
    put(root, "phpinfo.php", PHPINFO)
    put(root, "web.config", b'\xef\xbb\xbf<?xml version="1.0"?>\n<configuration>\n</configuration>')
    put(root, "backup.tar.gz", gzip.compress(b"x" * 100_000))
    put(root, "uploads/cccd-1.pdf", b"%PDF")
    put(root, "theme/img/logo.png", b"\x89PNG")
    sqlite3.connect(root / "wc.db").execute("create table nodes(id)").connection.close()
    put(root, ".svn/wc.db", (root / "wc.db").read_bytes())
    with zipfile.ZipFile(root / "example.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    return root


FOUND = {
    "/.git/HEAD": "git",
    "/.git/config": "git",
    "/.env": "env",
    "/.svn/wc.db": "svn",
    "/.DS_Store": "ds_store",
    "/.htpasswd": "htpasswd",
    "/backup.sql": "sql_dump",
    "/phpinfo.php": "phpinfo",
    "/web.config": "web_config",
    "/backup.tar.gz": "archive",
    "/example.zip": "archive",
    "/uploads/": "listing",
    "/theme/img/": "listing",
}
PAGE = '<img src="/theme/img/logo.png"><script src="https://cdn.example.test/x/y.js"></script>'


async def test_a_careless_site_on_nginx(tmp_path: Path, careless: Path) -> None:
    """Each thing is found by its content, over one connection, in forty requests; nothing of it is kept."""
    directive = f"location ~ ^/ {{ root {careless}; autoindex on; default_type text/plain; }}"
    context = contexts.context()
    with nginx(tmp_path, protocol=directive) as port:
        facts = await walked(port, PAGE, context=context)
    assert found(facts) == FOUND
    assert isinstance(facts, FilesFacts)
    assert facts.missing == ()
    assert not facts.answers_everything
    assert facts.requests == context.requests["files"] <= 40
    assert context.connections["files"] == 1
    stored = facts.model_dump_json().encode()
    assert not [secret for secret in SECRETS if secret in stored]
    listed = {one.path: one for one in facts.found}
    assert listed["/uploads/"].name == "nginx"
    assert (listed["/backup.sql"].size, listed["/backup.sql"].status) == (len(DUMP), 206)
    assert listed["/.env"].secret


async def test_a_tidy_site_on_nginx(tmp_path: Path, careless: Path) -> None:
    """Dot files refused, listings off: what is refused is told as such, and the rest is not there."""
    rules = (
        "location ~ /\\. { deny all; } location ~ \\.(sql|zip|gz|config|php)$ { return 404; }"
        f"location ~ ^/ {{ root {careless}; }}"
    )
    with nginx(tmp_path, protocol=rules) as port:
        facts = await walked(port, PAGE)
    assert found(facts) == {}
    assert isinstance(facts, FilesFacts)
    assert facts.missing == ()
    assert {"/.git/HEAD", "/.env", "/uploads/"} <= set(facts.refused)


@contextmanager
def python_server(folder: Path) -> Iterator[int]:
    """``python -m http.server``."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_told: object) -> None:
            """Nothing on the terminal."""

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


async def test_a_careless_site_on_python(careless: Path) -> None:
    """A server that serves no ranges, and hangs up after each answer: the same is found."""
    with python_server(careless) as port:
        facts = await walked(port, PAGE)
    assert found(facts) == FOUND
    assert isinstance(facts, FilesFacts)
    assert {one.name for one in facts.found if one.exposure == "directory"} == {"Python"}


def everything(status: int, kind: str, body: bytes) -> object:
    """A site that has one answer."""

    def answer(_path: str) -> Response:
        return status, kind, body

    return answer


LOGIN = b'<html><form name="loginform"><input type="password" id="wp-submit"></form></html>'


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, "text/html", b"<!doctype html><title>Trang chu</title>"),
        (200, "text/html", LOGIN),
        (200, "text/plain", b"ref: refs/heads/main\n"),
        (200, "text/plain", ENV),
        (200, "application/zip", b"PK\x03\x04" + bytes(100)),
        (200, "text/html", PHPINFO),
        (200, "text/html", b'<title>Index of /x</title><h1>Index of /x</h1><hr><pre><a href="../">../</a>'),
        (200, "application/json", b"{}"),
        (200, "text/html", b""),
        (302, "text/html", b""),
    ],
)
async def test_a_site_that_answers_everything_alike_shows_nothing(
    status: int, kind: str, body: bytes
) -> None:
    """Whatever it shows for a name that nobody gave a file: not even Git's own words are a finding then."""
    async with path_server(everything(status, kind, body)) as (_, port):  # type: ignore[arg-type]
        facts = await walked(port)
    assert found(facts) == {}
    assert isinstance(facts, FilesFacts)
    assert facts.answers_everything


async def test_a_page_under_a_file_s_name_is_no_file() -> None:
    """A site that answers with its page under some names only, and speaks of what was asked for."""

    def answer(path: str) -> Response:
        if path.count("/") > 1 or len(path) > 18:
            return NOT_FOUND
        return 200, "text/html", b"<html>DB_PASSWORD= CREATE TABLE ref: refs/heads/main PK" + path.encode()

    async with path_server(answer) as (_, port):
        facts = await walked(port)
    assert found(facts) == {}


PANELS = {
    "/wp-login.php": (200, "text/html", LOGIN),
    "/administrator/": (200, "text/html", b'<input type="password"><input name="option" value="com_login">'),
    "/user/login": (200, "text/html", b'<form data-drupal-selector="user-login-form">'),
    "/phpmyadmin/": (200, "text/html", b'<input name="pma_username">'),
    "/manager/html": (401, "text/html", b""),
    "/console/login/LoginForm.jsp": (200, "text/html", b'Oracle WebLogic Server <input name="j_username">'),
    "/c/portal/login": (200, "text/html", b"_com_liferay_login_web_portlet_LoginPortlet_loginForm"),
    "/Login": (200, "text/html", b'<input id="dnn_ctr_Login_Login_DNN_txtUsername">'),
}


async def test_administration_logins() -> None:
    """By what is in them, or by the realm of a challenge; a 401 of anything else is none."""
    realm = b'WWW-Authenticate: Basic realm="Tomcat Manager Application"\r\n'
    async with path_server(lambda path: PANELS.get(path, NOT_FOUND), realm) as (_, port):
        facts = await walked(port)
    assert set(found(facts)) == set(PANELS)
    async with path_server(lambda path: PANELS.get(path, NOT_FOUND)) as (_, port):
        assert "/manager/html" not in found(await walked(port))


@pytest.mark.parametrize(
    ("body", "sort"),
    [
        ("<title>RouterOS router configuration page</title>", "router"),
        ("<title>Vigor Login Page</title>", "router"),
        ("<title>iDRAC9 - Login</title>", "bmc"),
        ("<title>pve - Proxmox Virtual Environment</title>", "hypervisor"),
        ("x" * 20_000 + "<form action='/remote/logincheck'>", "firewall"),
        ("<title>Tin tuc ve RouterOS</title>", None),
        ("<p>Welcome</p>", None),
    ],
)
async def test_a_device_that_shows_its_login_at_once(body: str, sort: str | None) -> None:
    """It stands on the start page, which was seen already."""
    async with path_server(lambda _path: NOT_FOUND) as (_, port):
        facts = await walked(port, body)
    assert found(facts) == ({} if sort is None else {"/": sort})


async def test_a_firewall_that_cuts_what_it_dislikes() -> None:
    """The walk goes on, and tells what it could not see; the host is not pressed."""

    def answer(path: str) -> Response | None:
        return None if path.startswith("/.") else PANELS.get(path, NOT_FOUND)

    async with path_server(answer) as (server, port):
        facts = await walked(port)
    assert "/wp-login.php" in found(facts)
    assert isinstance(facts, FilesFacts)
    (lost,) = facts.missing
    assert (lost.part, lost.reason) == (Part.FILES_ASKED, Reason.BLOCKED)
    assert len(server.asked) <= 40


@pytest.mark.parametrize("after", [4, 12, 25])
async def test_a_host_that_shuts_the_scanner_out(after: int) -> None:
    """From some request on it answers nothing: it is left alone, and every part that was not seen is told."""
    asked = list[str]()

    def answer(path: str) -> Response | None:
        asked.append(path)
        return NOT_FOUND if len(asked) <= after else None

    async with path_server(answer) as (_, port):
        facts = await walked(port)
    assert isinstance(facts, FilesFacts)
    assert {lost.part for lost in facts.missing} >= {Part.FILES_PANELS, Part.FILES_DIRECTORIES}
    assert len(asked) <= after + 10


async def test_a_host_that_limits_requests() -> None:
    """429 twice: the walk ends with that reason."""
    asked = list[str]()

    def answer(path: str) -> Response:
        asked.append(path)
        return NOT_FOUND if len(asked) <= 5 else (429, "text/plain", b"slow down")

    async with path_server(answer) as (_, port):
        facts = await walked(port)
    assert isinstance(facts, FilesFacts)
    assert {lost.reason for lost in facts.missing} == {Reason.RATE_LIMITED, Reason.BLOCKED}
    assert len(asked) == 7


async def test_a_firewall_that_blocks_from_the_start() -> None:
    """Its page comes for the names that nobody gave a file: nothing is told, and hardly anything asked."""
    challenge = (403, "text/html", b"<title>Just a moment...</title>/cdn-cgi/challenge-platform/")
    async with path_server(lambda _path: challenge, b"cf-mitigated: challenge\r\n") as (server, port):
        facts = await walked(port)
    assert isinstance(facts, NotTested)
    assert facts.reason is Reason.BLOCKED_BY_WAF
    assert len(server.asked) == 1


async def test_a_start_page_that_was_not_seen() -> None:
    """Nothing is asked where the site does not show itself."""
    async with path_server(lambda _path: NOT_FOUND) as (server, port):
        facts = await walked(port, "<p>Forbidden</p>", status=403)
    assert isinstance(facts, NotTested)
    assert facts.reason is Reason.BLOCKED_BY_WAF
    assert server.asked == []


async def test_only_the_first_octets_are_asked_for() -> None:
    """And no more are read of a file of a gigabyte; the walk goes on over another connection."""
    big = b"PK\x03\x04" + bytes(3_000_000)

    def answer(path: str) -> Response:
        return (200, "application/zip", big) if path == "/backup.zip" else NOT_FOUND

    async with path_server(answer) as (server, port):
        facts = await walked(port)
    assert found(facts) == {"/backup.zip": "archive"}
    assert isinstance(facts, FilesFacts)
    assert facts.found[0].size == len(big)
    assert set(server.ranges) == {"Range: bytes=0-4095"}
    assert server.connections == 2


async def test_an_encoded_answer_is_read() -> None:
    """A server that encodes although nobody asked it to, and one that lies about it."""
    whole = gzip.compress(ENV)

    def answer(path: str) -> Response:
        return (200, "text/plain", whole) if path == "/.env" else NOT_FOUND

    async with path_server(answer, b"Content-Encoding: gzip\r\n") as (_, port):
        assert found(await walked(port)) == {"/.env": "env"}
