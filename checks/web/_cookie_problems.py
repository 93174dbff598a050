"""What can be wrong with a cookie, by the MDN HTTP Observatory's names and in its order, mildest first."""

from typing import Literal

from checks.model import Outcome, Severity, Text
from checks.web._cookies import Cookie

Problem = Literal[
    "cookies-without-secure-flag-but-protected-by-hsts",
    "cookies-without-secure-flag",
    "cookies-session-without-secure-flag-but-protected-by-hsts",
    "cookies-samesite-flag-invalid",
    "cookies-anticsrf-without-samesite-flag",
    "cookies-session-without-httponly-flag",
    "cookies-session-without-secure-flag",
]
PROBLEMS: dict[Problem, tuple[Outcome, Severity, Text]] = {  # mildest first
    "cookies-without-secure-flag-but-protected-by-hsts": (
        Outcome.WARN,
        Severity.LOW,
        Text(
            vi="Cookie thiếu Secure, tuy có HSTS bảo vệ.",
            en="Cookies lack Secure, though HSTS protects them.",
        ),
    ),
    "cookies-without-secure-flag": (
        Outcome.FAIL,
        Severity.MEDIUM,
        Text(vi="Cookie thiếu Secure.", en="Cookies lack Secure."),
    ),
    "cookies-session-without-secure-flag-but-protected-by-hsts": (
        Outcome.WARN,
        Severity.MEDIUM,
        Text(
            vi="Cookie phiên thiếu Secure, tuy có HSTS bảo vệ.",
            en="Session cookies lack Secure, though HSTS protects them.",
        ),
    ),
    "cookies-samesite-flag-invalid": (
        Outcome.FAIL,
        Severity.MEDIUM,
        Text(
            vi="Cookie có SameSite sai, hoặc SameSite=None mà thiếu Secure.",
            en="Cookies have a wrong SameSite, or SameSite=None without Secure.",
        ),
    ),
    "cookies-anticsrf-without-samesite-flag": (
        Outcome.FAIL,
        Severity.MEDIUM,
        Text(vi="Cookie chống CSRF thiếu SameSite.", en="Anti-CSRF cookies lack SameSite."),
    ),
    "cookies-session-without-httponly-flag": (
        Outcome.FAIL,
        Severity.MEDIUM,
        Text(vi="Cookie phiên thiếu HttpOnly.", en="Session cookies lack HttpOnly."),
    ),
    "cookies-session-without-secure-flag": (
        Outcome.FAIL,
        Severity.HIGH,
        Text(vi="Cookie phiên thiếu Secure.", en="Session cookies lack Secure."),
    ),
}
RANKS = {problem: rank for rank, problem in enumerate(PROBLEMS)}


def problems(cookie: Cookie, *, has_hsts: bool) -> set[Problem]:
    """Everything wrong with one cookie, by the MDN HTTP Observatory's names."""
    problems: set[Problem] = set()
    if not cookie.secure:
        problems.add(_without_secure(is_session=cookie.is_session, has_hsts=has_hsts))
    if cookie.same_site == "invalid" or (cookie.same_site == "none" and not cookie.secure):
        problems.add("cookies-samesite-flag-invalid")
    if cookie.is_anti_csrf and cookie.same_site is None:
        problems.add("cookies-anticsrf-without-samesite-flag")
    if cookie.is_session and not cookie.http_only:
        problems.add("cookies-session-without-httponly-flag")
    return problems


def _without_secure(*, is_session: bool, has_hsts: bool) -> Problem:
    if is_session:
        return (
            "cookies-session-without-secure-flag-but-protected-by-hsts"
            if has_hsts
            else "cookies-session-without-secure-flag"
        )
    return "cookies-without-secure-flag-but-protected-by-hsts" if has_hsts else "cookies-without-secure-flag"
