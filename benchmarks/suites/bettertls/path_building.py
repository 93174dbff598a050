"""Path building rebuilt: graphs of authorities, of which some certificates are spoiled, for a reason.

The graphs with branches are those of RFC 4158, 2.3 and 2.4. A case says which authority is trusted, which
entity shows itself to a client, and which certificates are spoiled; a client should accept exactly where a
way without spoiled certificates leads from one to the other.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from benchmarks.suites.pki import extensions
from benchmarks.suites.pki.judging import ACCEPT, REFUSE, PkiCase
from benchmarks.suites.pki.minting import Extension, Minted, Wish, mint, name

HOST = "localhost"
Edge = tuple[str, str]  # issuer, subject
REASONS = ("expired", "names", "purpose", "no basicConstraints", "no CA", "SHA-1")


def _edges(*chains: str) -> tuple[Edge, ...]:
    """From texts such as "a > b, c < b"; "<>" is one certificate each way."""
    found: list[Edge] = []
    for link in (link.split() for chain in chains for link in chain.split(", ")):
        left, arrow, right = link
        found += [(left, right)] if ">" in arrow else []
        found += [(right, left)] if "<" in arrow else []
    return tuple(found)


LINE = _edges("T > I, I > EE")
TWO_ROOTS = _edges("R1 > I, R2 > I, I > EE")
RFC_4158_FIGURE_7 = _edges("T > A, T > C, A <> C, A > B, C > B, B > EE")
RFC_4158_BRIDGE = _edges(
    "Bridge <> W, Bridge <> X, Bridge <> Y, Bridge <> Z",
    "W > F, W > G, F <> G, F > H, G > I, H <> I",
    "X > J, J > K, X > L, L > M, L > N, N > EE",
    "Y > A, Y > C, A <> C, A > B, C > B, B > D, B > E",
    "Z > O, Z > P, O > Q, O > R, P > S, R > S",
)


@dataclass(frozen=True)
class Setting:
    """A graph, the authority that is trusted, the entity that is shown, the certificates to be spoiled."""

    graph: tuple[Edge, ...]
    trusted: str
    shown: str = "EE"
    spoiled: Collection[Edge] = ()
    reason: str = ""

    @property
    def has_way(self) -> bool:
        """Whether a way is left that avoids what is spoiled."""
        reached = {self.trusted}
        whole = [edge for edge in self.graph if edge not in self.spoiled]
        while more := {subject for issuer, subject in whole if issuer in reached} - reached:
            reached |= more
        return self.shown in reached


SETTINGS = (
    Setting(LINE, "T"),
    Setting(LINE, "T", spoiled=[("T", "I")]),
    Setting(LINE, "I", spoiled=[("T", "I")]),
    *(Setting(TWO_ROOTS, root) for root in ("R1", "R2")),
    *(Setting(TWO_ROOTS, root, spoiled=[(other, "I")]) for other in ("R2", "R1") for root in ("R1", "R2")),
    Setting(RFC_4158_FIGURE_7, "T"),
    Setting(RFC_4158_FIGURE_7, "T", spoiled=[("T", "C"), ("A", "B")]),
    Setting(RFC_4158_FIGURE_7, "T", spoiled=[("T", "A"), ("C", "B")]),
    Setting(RFC_4158_BRIDGE, "Z", shown="D"),
    Setting(RFC_4158_BRIDGE, "Z"),
    *(Setting(RFC_4158_BRIDGE, "Z", spoiled=[edge]) for edge in _edges("Bridge <> X, Z > Bridge")),
)
# What the suite tries first: whether branches and each reason are understood at all.
PRELIMINARY = (
    Setting(LINE, "T"),
    Setting(TWO_ROOTS, "R1"),
    Setting(TWO_ROOTS, "R2"),
    *(Setting(LINE, "T", spoiled=[("T", "I")], reason=reason) for reason in REASONS),
)


def settings() -> list[Setting]:
    """81: a setting with spoiled certificates counts once a reason."""
    each = (
        replace(setting, reason=reason)
        for setting in SETTINGS
        for reason in (REASONS if setting.spoiled else ("",))
    )
    return [*PRELIMINARY, *each]


def cases() -> Iterator[PkiCase]:
    """Each with certificates made for it."""
    for setting in settings():
        pki = _Pki(setting)
        yield PkiCase(
            name=_named(setting),
            sent=pki.sent(),
            roots=(pki.own(setting.trusted).der,),
            host=HOST,
            expected=ACCEPT if setting.has_way else REFUSE,
            moment=datetime.now(UTC),
        )


def _named(setting: Setting) -> str:
    spoiled = ", ".join(f"{issuer}→{subject}" for issuer, subject in setting.spoiled)
    return (
        f"{len(setting.graph)} certificates, {setting.trusted} … {setting.shown}, {setting.reason} {spoiled}"
    )


@dataclass
class _Pki:
    setting: Setting
    _own: dict[str, Minted] = field(default_factory=dict)

    def own(self, entity: str) -> Minted:
        """An authority's certificate for itself: its name and its key."""
        if entity not in self._own:
            self._own[entity] = mint(Wish(subject=name(entity), extensions=extensions.AUTHORITY))
        return self._own[entity]

    def sent(self) -> tuple[bytes, ...]:
        """The certificates for who is shown, then all the others."""
        made = {edge: self._issue(edge) for edge in self.setting.graph}
        first = [one for edge, one in made.items() if edge[1] == self.setting.shown]
        return (*first, *(one for one in made.values() if one not in first))

    def _issue(self, edge: Edge) -> bytes:
        issuer, subject = self.own(edge[0]), self.own(edge[1])
        wish = Wish(
            subject=subject.subject, key=subject.key, signed_by=issuer, extensions=extensions.AUTHORITY
        )
        if edge[1] == self.setting.shown:
            wish = replace(wish, subject=name(HOST), extensions=extensions.server(HOST))
        return mint(_spoil(wish, self.setting.reason) if edge in self.setting.spoiled else wish).der


def _spoil(wish: Wish, reason: str) -> Wish:
    """The same certificate, to be refused for the reason."""
    without_basic = [one for one in wish.extensions if not isinstance(one.value, x509.BasicConstraints)]
    match reason:
        case "expired":
            return replace(wish, end=-timedelta(hours=1))
        case "names":
            elsewhere = Extension(
                x509.NameConstraints([x509.DNSName("elsewhere.example")], None), critical=True
            )
            return replace(wish, extensions=(*wish.extensions, elsewhere))
        case "purpose":
            mail = Extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]))
            return replace(wish, extensions=(*wish.extensions, mail))
        case "no basicConstraints":
            return replace(wish, extensions=without_basic)
        case "no CA":
            return replace(wish, extensions=(*without_basic, extensions.NO_AUTHORITY))
    return replace(wish, digest="sha1")
