"""``capdo doctor``: what this machine can and cannot assess, and why."""

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text as Plain

from checks.model import Language, Text
from inventory import clock, dates
from inventory.cli.options import LanguageOption
from scanner.probes import equipment
from scanner.severities import NOT_ALL_TESTED
from scanner.version import SCANNER

GOOD = "✓"
MISSING = "✗"


@dataclass(frozen=True)
class Finding:
    """One ability of this machine; ``detail`` says what it rests on, or what is missing and what to do."""

    name: Text
    able: bool
    detail: Text


def doctor(lang: LanguageOption = "vi") -> None:
    """Tell what this machine can and cannot assess, and why. Sends nothing to anybody.

    Exit status: 0 everything can be assessed; 3 something cannot.
    """
    findings = tuple(examine(clock.now()))
    Console().print(_table(findings, lang))
    if not all(finding.able for finding in findings):
        raise typer.Exit(NOT_ALL_TESTED)


def examine(now: datetime) -> Iterable[Finding]:
    """What there is, one ability after the other."""
    yield Finding(
        Text(vi="Chương trình", en="Program"),
        able=True,
        detail=_same(f"{SCANNER}, Python {platform.python_version()}"),
    )
    yield Finding(
        Text(vi="TLS và chứng thư số", en="TLS and certificates"),
        able=True,
        detail=_same(equipment.tls_scanner()),
    )
    yield _time(now)
    yield _names()
    yield _ports()
    yield _ipv6()


def _time(now: datetime) -> Finding:
    key, offset = clock.zone().key, clock.local(now).strftime("%z")
    zone = f"({key}, UTC{offset[:3]}:{offset[3:]})"
    here = Text(
        vi=f"{dates.moment(now, 'vi')} {dates.zone_name('vi')} {zone}",
        en=f"{dates.moment(now, 'en')} {dates.zone_name('en')} {zone}",
    )
    return Finding(Text(vi="Bây giờ", en="Time now"), able=True, detail=here)


def _names() -> Finding:
    servers = equipment.system_resolvers()
    without = Text(
        vi="hệ thống không có máy chủ phân giải tên miền; dùng --resolver IP",
        en="the system has no resolver; name one with --resolver IP",
    )
    detail = _same(", ".join(servers)) if servers else without
    return Finding(Text(vi="Tên miền (DNS)", en="Domain names (DNS)"), able=bool(servers), detail=detail)


def _ports() -> Finding:
    path = equipment.nmap_path()
    without = Text(
        vi="chưa có nmap: không kiểm tra được cổng mở; cài đặt: apt-get install nmap",
        en="nmap is missing: open ports cannot be tested; install it: apt-get install nmap",
    )
    detail = _same(path) if path else without
    return Finding(Text(vi="Cổng dịch vụ", en="Open ports"), able=path is not None, detail=detail)


def _ipv6() -> Finding:
    routed = equipment.has_ipv6_route()
    there = Text(
        vi="có đường đi IPv6; mỗi lượt quét tự chứng minh trước khi kết luận",
        en="there is an IPv6 route; each scan proves it before it concludes",
    )
    without = Text(
        vi="không có đường đi IPv6: các phép kiểm tra IPv6 sẽ là “chưa kiểm tra được”",
        en="there is no IPv6 route: IPv6 checks will be “not tested”",
    )
    return Finding(Text(vi="IPv6", en="IPv6"), able=routed, detail=there if routed else without)


def _same(text: str) -> Text:
    return Text(vi=text, en=text)


def _table(findings: Iterable[Finding], lang: Language) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    for finding in findings:
        sign = Plain(GOOD, style="green") if finding.able else Plain(MISSING, style="red")
        table.add_row(sign, Plain(finding.name.to(lang), no_wrap=True), Plain(finding.detail.to(lang)))
    return table
