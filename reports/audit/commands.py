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
from reports.audit.output import AuditForm, write_audits
from reports.files import require_writable
from scanner.engine import ready_engine
from scanner.limits import DEFAULT_PER_ADDRESS
from scanner.observation import Observation
from scanner.options import (
    CaFileOption,
    DepthOption,
    OnlyOption,
    ProfileOption,
    ResolverOption,
    UserAgentOption,
    families_of,
)
from scanner.planning.known_host import permit_for
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.planning.typed_targets import HTTP, parse_target
from scanner.probes.context import ProbeSettings
from scanner.probes.tls.starttls import Protocol
from scanner.settings import RunSettings, probe_settings
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
    bool, typer.Option("--authorized", help="The owner allows port scans of these targets.")
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
    resolver: ResolverOption = None,
    ca_file: CaFileOption = None,
    http_port: HttpPortOption = HTTP,
    starttls: StartTlsOption = None,
    per_address: PerAddressOption = None,
    user_agent: UserAgentOption = None,
    fail_on: FailOnOption = None,
    lang: LanguageOption = "vi",
    brief: BriefOption = False,
    database: DatabaseOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Look at one or more hosts from outside, as any browser would, and judge them.

    Exit status: 0 done; 1 findings at or above --fail-on; 2 wrong input; 3 not all could be tested.
    """
    settings = RunSettings(
        resolver=resolver,
        ca_file=str(ca_file) if ca_file else None,
        depth=depth,
        profile=profile,
        only=families_of(only) or (WITHOUT_WEB if starttls else ()),
        user_agent=user_agent,
    )
    judged_by = load(profile)
    checks = select_checks(judged_by, settings.only)
    endpoints = [
        _asked(
            permit_for(
                replace(parse_target(text, http_port), private=allow_private),
                database,
                now(),
                authorized=authorized,
            ),
            starttls,
            per_address,
        )
        for text in targets
    ]
    if output is not None:
        require_writable(output)
    look = replace(probe_settings(settings), fetch_revocation=depth == "full")
    seen = asyncio.run(_look(look, checks, judged_by, endpoints, per_address or DEFAULT_PER_ADDRESS))
    write_audits(list(zip(targets, seen, strict=True)), form, output, lang, brief=brief)
    raise typer.Exit(_status(seen, fail_on))


def _asked(endpoint: PlannedEndpoint, starttls: Protocol | None, per_address: int | None) -> PlannedEndpoint:
    """The endpoint as this audit looks at it; of an inventory's endpoint, a lower limit holds."""
    permit, is_known = endpoint.permit, endpoint.is_portal is not None
    limit = min(per_address, permit.per_address) if per_address and is_known else per_address
    return replace(
        endpoint,
        starttls=starttls or endpoint.starttls,
        permit=replace(permit, per_address=limit or permit.per_address),
    )


async def _look(
    settings: ProbeSettings,
    checks: Sequence[Check],
    profile: Profile,
    endpoints: Sequence[PlannedEndpoint],
    per_address: int,
) -> list[Observation]:
    async with ready_engine(settings, checks, profile, per_address=per_address) as engine:
        return list(await asyncio.gather(*(engine.look(endpoint) for endpoint in endpoints)))


def _status(seen: Sequence[Observation], fail_on: Severity | None) -> int:
    verdicts = [verdict for observation in seen for verdict in observation.verdicts]
    found = worst(verdicts)
    if fail_on is not None and found is not None and found.rank >= fail_on.rank:
        return FINDINGS
    return NOT_ALL_TESTED if not_all_tested(verdicts) else 0
