"""How a run or an audit looks, as it was asked for, and what that means for its probes."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from checks.model import Frozen
from inventory.model import Setting
from inventory.setting_keys import SettingKey
from inventory.settings.anchors import anchors_in
from inventory.settings.routing import routes_in
from inventory.settings.vantage import INTERNET
from inventory.wording.phrases import Joined
from scanner.errors import ScannerError
from scanner.planning.typed_targets import parse_resolver, parse_user_agent
from scanner.probes.context import Pictures, ProbeSettings

if TYPE_CHECKING:
    from scanner.probes.dnssec.anchors import TrustAnchors

# K and M root name servers: met only when every IPv6 connection to a host with a global address failed, and
# then once a run, to tell a host without IPv6 from a scanner without it.
IPV6_ANCHORS = ("2001:7fd::1", "2001:dc3::35")


class RunSettings(Frozen):
    """How a run was started, kept so that it can be resumed the same way."""

    resolver: str | None = None  # IP or IP:PORT; None: the system's
    ca_file: str | None = None
    trust_anchor: str | None = None  # a file of DNSSEC's trust anchors; None: the root's
    depth: Literal["lean", "full"] = "full"
    profile: str = "default"
    only: tuple[str, ...] = ()
    # Seconds after which what could not be told is looked at again, at the end of the run; None: it is not.
    second_look: float | None = 30.0
    user_agent: str | None = None
    kev_file: str | None = None  # the catalogue that is set when it begins
    ipv6_anchors: tuple[str, ...] = IPV6_ANCHORS  # likewise
    vrp_file: str | None = None  # likewise
    route_files: tuple[str, ...] = ()  # likewise
    organization: str | None = None  # only what this body and those below it operate; None: everything
    systems: tuple[str, ...] = ()  # only these, by their codes; none: all of them
    queue: bool = False  # whether workers look (scanner.queue), rather than the process that carries it out
    spread_hours: float = 0.0  # over which looks are begun evenly; 0: as fast as it is gentle
    pictures: Pictures = "none"  # of which pages a browser takes pictures
    vantage: str = INTERNET  # from where it looks
    at_once: int | None = Field(default=None, ge=1)  # endpoints; None: as many as keep the processor busy

    @property
    def takes_pictures(self) -> bool:
        """Whether any page is opened in a browser."""
        return self.pictures != "none"


def set_in_database(settings: Iterable[Setting]) -> dict[str, Any]:
    """The fields of a run's settings that a database says of itself."""
    told = {setting.key: setting.value for setting in settings}
    anchors = anchors_in(told.get(SettingKey.IPV6_ANCHORS, ""))
    return {
        "kev_file": told.get(SettingKey.KEV_FILE),
        "ipv6_anchors": anchors or IPV6_ANCHORS,
        "vrp_file": told.get(SettingKey.RPKI_VRPS),
        "route_files": routes_in(told.get(SettingKey.RPKI_ROUTES, "")),
    }


def refuse_impossible_pictures(settings: RunSettings) -> None:
    """Tell what this machine lacks for pictures, unless others look.

    Raises:
        ScannerError: it lacks something.

    """
    if not settings.takes_pictures or settings.queue:
        return
    # Imported here: few settings ask for pictures.
    from scanner.probes.picture.tools import lacking  # noqa: PLC0415 - see above

    if lack := lacking():
        raise ScannerError("no pictures can be taken here: {lack}", lack=Joined(lack, "; "))


def probe_settings(settings: RunSettings) -> ProbeSettings:
    """The probes' settings of a run: issuers are asked for revocation, once a run whatever they answer.

    Raises:
        ScannerError: the resolver is no address, the user agent no header value, or the CA file or that of
            trust anchors unreadable.

    """
    ca_file = Path(settings.ca_file) if settings.ca_file else None
    if ca_file is not None:
        # Imported here: settings are read back with every run, and few who do that look at certificates.
        from scanner.probes.tls.certificates import roots  # noqa: PLC0415 - see above

        roots.from_file(ca_file)
    resolver = parse_resolver(settings.resolver) if settings.resolver is not None else None
    return ProbeSettings(
        resolver=resolver,
        ca_file=ca_file,
        trust_anchors=_trust_anchors(settings),
        depth=settings.depth,
        pictures=settings.pictures,
        fetch_revocation=True,
        kev_file=Path(settings.kev_file) if settings.kev_file else None,
        ipv6_anchors=settings.ipv6_anchors,
        vrp_file=Path(settings.vrp_file) if settings.vrp_file else None,
        route_files=tuple(map(Path, settings.route_files)),
        user_agent=parse_user_agent(settings.user_agent) if settings.user_agent else None,
    )


def _trust_anchors(settings: RunSettings) -> "TrustAnchors | None":
    if settings.trust_anchor is None:
        return None
    # Imported here: few settings name a file, and cryptography takes its time.
    from scanner.probes.dnssec import anchors  # noqa: PLC0415 - see above

    return anchors.from_file(Path(settings.trust_anchor))
