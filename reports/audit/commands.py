"""``capdo audit TARGET…``: one endpoint before and after a fix."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from checks.check import Check
from checks.model import Severity
from checks.profile import Profile, load
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.clock import now
from inventory.database.location import location
from reports.audit.output import AuditForm, write_audits
from reports.audit.pictures import ScreenshotOption, require_room, write_pictures
from reports.files import require_writable
from scanner.engine import ready_engine
from scanner.limits import DEFAULT_PER_ADDRESS
from scanner.observation import Observation
from scanner.options import (
    CaFileOption,
    DepthOption,
    OnlyOption,
    ProfileOption,
    QueueOption,
    ResolverOption,
    TrustAnchorOption,
    UserAgentOption,
    families_of,
)
from scanner.planning.known_host import earlier_looks, settings_of
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.planning.typed_audits import TypedTarget
from scanner.planning.typed_targets import HTTP
from scanner.probes.context import ProbeSettings, Recall
from scanner.probes.tls.starttls import Protocol
from scanner.settings import RunSettings, probe_settings, set_in_database
from scanner.severities import NOT_ALL_TESTED, not_all_tested, worst

FINDINGS = 1
MOST_PER_ADDRESS = 16
WITHOUT_WEB = ("tls", "cert")

TargetsArgument = Annotated[
    list[str], typer.Argument(metavar="TARGET…", help="host, host:port, URL or address.")
]
FormOption = Annotated[
    AuditForm, typer.Option("--format", help="For people, programs, CI services or a browser.")
]
AuditOutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help="Write there instead of on the terminal.")
]
AuthorizedOption = Annotated[
    bool, typer.Option("--authorized", help="The owner allows port scans and zone transfers of these.")
]
FilesOption = Annotated[
    bool,
    typer.Option("--files", help="The owner allows asking for exposed files, listings and panels there."),
]
UdpOption = Annotated[
    bool, typer.Option("--udp", help="The owner allows asking UDP services of these targets.")
]
HttpPortOption = Annotated[
    int, typer.Option("--http-port", metavar="N", min=1, max=65535, help="Port of plain HTTP.")
]
BriefOption = Annotated[bool, typer.Option("--brief", help="Text without the lines that tell what was seen.")]
PerAddressOption = Annotated[
    int | None,
    typer.Option(
        "--per-address", metavar="N", min=1, max=MOST_PER_ADDRESS, help="Connections at once to one address."
    ),
]
StartTlsOption = Annotated[
    Protocol | None,
    typer.Option("--starttls", help="What the port speaks before TLS; then tls and cert are looked at."),
]
AllowPrivateOption = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="The targets stand in a private network: their names may lead there."
    ),
]
VantageOption = Annotated[
    str | None, typer.Option("--vantage", metavar="NAME", help="Let a worker of this vantage look.")
]
FailOnOption = Annotated[
    Severity | None, typer.Option("--fail-on", help="Exit status 1 on findings this severe or worse.")
]


def audit(
    targets: TargetsArgument,
    form: FormOption = AuditForm.TEXT,
    output: AuditOutputOption = None,
    only: OnlyOption = "",
    profile: ProfileOption = "default",
    depth: DepthOption = "full",
    authorized: AuthorizedOption = False,
    files: FilesOption = False,
    udp: UdpOption = False,
    resolver: ResolverOption = None,
    ca_file: CaFileOption = None,
    trust_anchor: TrustAnchorOption = None,
    http_port: HttpPortOption = HTTP,
    starttls: StartTlsOption = None,
    per_address: PerAddressOption = None,
    user_agent: UserAgentOption = None,
    fail_on: FailOnOption = None,
    lang: LanguageOption = "vi",
    brief: BriefOption = False,
    database: DatabaseOption = None,
    allow_private: AllowPrivateOption = False,
    *,
    queue: QueueOption = False,
    vantage: VantageOption = None,
    screenshot: ScreenshotOption = None,
) -> None:
    """Look at one or more hosts from outside, as any browser would, and judge them.

    With --screenshot each page is also opened in Debian's Chromium, which reaches nothing but its host.

    With --queue a worker looks, at once, also while a run is on; with --vantage one that looks from there.

    Exit status: 0 done; 1 findings at or above --fail-on; 2 wrong input; 3 not all could be tested.
    """
    settings = RunSettings(
        resolver=resolver,
        ca_file=str(ca_file.resolve()) if ca_file else None,
        trust_anchor=str(trust_anchor.resolve()) if trust_anchor else None,
        depth=depth,
        profile=profile,
        only=families_of(only) or (WITHOUT_WEB if starttls else ()),
        user_agent=user_agent,
        pictures="none" if screenshot is None else "all",
        **set_in_database(settings_of(database)),
    )
    judged_by = load(profile)
    checks = select_checks(judged_by, settings.only, pictures=settings.takes_pictures)
    typed = [
        TypedTarget(
            text=text,
            http_port=http_port,
            private=allow_private,
            authorized=authorized,
            files=files,
            udp=udp,
            starttls=starttls,
            per_address=per_address,
        )
        for text in targets
    ]
    endpoints = [target.planned(database, now()) for target in typed]
    is_queued = queue or vantage is not None
    if output is not None:
        require_writable(output)
    require_room(screenshot, settings.model_copy(update={"queue": is_queued}), endpoints)
    if is_queued:
        seen = _by_workers(database, settings, typed, endpoints, vantage)
    else:
        look = replace(probe_settings(settings), fetch_revocation=depth == "full")
        limit = per_address or DEFAULT_PER_ADDRESS
        with earlier_looks(database) as recall:
            seen = asyncio.run(_look(look, checks, judged_by, endpoints, limit, recall))
    write_audits(list(zip(targets, seen, strict=True)), form, output, lang, brief=brief)
    write_pictures(screenshot, seen, lang)
    raise typer.Exit(_status(seen, fail_on))


def _by_workers(
    database: str | None,
    settings: RunSettings,
    typed: Sequence[TypedTarget],
    endpoints: Sequence[PlannedEndpoint],
    vantage: str | None,
) -> list[Observation]:
    # Imported here: an audit of this process needs no database, and Procrastinate may not be installed.
    from inventory.database.opening import parsed  # noqa: PLC0415 - see above
    from scanner.queue.by_whom import refuse_other_than_postgresql  # noqa: PLC0415 - see above

    refuse_other_than_postgresql(parsed(location(database)))
    from scanner.queue.audits import by_workers  # noqa: PLC0415 - see above

    return by_workers(database, settings, typed, endpoints, vantage)


async def _look(
    settings: ProbeSettings,
    checks: Sequence[Check],
    profile: Profile,
    endpoints: Sequence[PlannedEndpoint],
    per_address: int,
    recall: Recall,
) -> list[Observation]:
    async with ready_engine(settings, checks, profile, per_address=per_address) as engine:
        recalling = replace(engine, recall=recall)
        return list(await asyncio.gather(*(recalling.look(endpoint) for endpoint in endpoints)))


def _status(seen: Sequence[Observation], fail_on: Severity | None) -> int:
    verdicts = [verdict for observation in seen for verdict in observation.verdicts]
    found = worst(verdicts)
    if fail_on is not None and found is not None and found.rank >= fail_on.rank:
        return FINDINGS
    return NOT_ALL_TESTED if not_all_tested(verdicts) else 0
