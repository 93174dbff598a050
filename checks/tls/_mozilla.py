"""Mozilla's Server Side TLS guidelines as data, and how a server differs from one of their profiles."""

import tomllib
from collections.abc import Iterable, Mapping

from pydantic import JsonValue

from checks import data
from checks.errors import ChecksError
from checks.facts import Certificate, ProtocolVersion, TlsFacts
from checks.model import Frozen

VERSIONS = ("5.7", "6.0")


class MozillaProfile(Frozen):
    """What a profile allows. Names are IANA's; groups compare without regard to case."""

    versions: tuple[ProtocolVersion, ...]
    suites: tuple[str, ...]
    groups: tuple[str, ...]
    key_types: tuple[str, ...]  # EC, RSA
    key_curves: tuple[str, ...]
    rsa_key_size: int = 0  # bits at least
    signatures: tuple[str, ...]  # of the leaf
    maximum_lifespan_days: int


class _Guidelines(Frozen):
    source: str
    profiles: dict[str, MozillaProfile]


def _read(version: str) -> Mapping[str, MozillaProfile]:
    text = data.table_text("checks.tls", f"mozilla-{version}")
    return _Guidelines.model_validate(tomllib.loads(text)).profiles


# Read at import, with the code, so that judging reads nothing.
GUIDELINES = {version: _read(version) for version in VERSIONS}


def load(guidelines: str, profile: str) -> MozillaProfile:
    """One profile of one version of the guidelines.

    Raises:
        ChecksError: there is no such version or profile.

    """
    if guidelines not in GUIDELINES:
        raise ChecksError(
            "unknown Mozilla guidelines {guidelines!r}: choose one of {choices}",
            guidelines=guidelines,
            choices=", ".join(GUIDELINES),
        )
    profiles = GUIDELINES[guidelines]
    if profile not in profiles:
        choice = ", ".join(profiles)
        raise ChecksError(
            "Mozilla guidelines {guidelines} have no profile {profile!r}: choose one of {choice}",
            guidelines=guidelines,
            profile=profile,
            choice=choice,
        )
    return profiles[profile]


def differences(tls: TlsFacts, wanted: MozillaProfile) -> dict[str, JsonValue]:
    """What the server accepts beyond the profile, by kind; empty when it stays within.

    Groups are compared only when they were tested. As in sslyze's checker, one of several certificates with
    the wanted kind of key and signature is enough, while curve, size and lifespan bind every one of them.
    """
    leaves = [chain.certificates[0] for chain in tls.chains if chain.certificates]
    suites = (suite.name for scan in tls.accepted for suite in scan.suites)
    found = {
        "versions": _beyond((scan.version for scan in tls.accepted), wanted.versions),
        "suites": _beyond(suites, wanted.suites),
        "groups": _beyond(tls.groups or (), wanted.groups),
        "key_types": _none_of((leaf.key_type for leaf in leaves), wanted.key_types),
        "key_curves": _beyond((leaf.key_curve for leaf in leaves if leaf.key_curve), wanted.key_curves),
        "key_sizes": [f"RSA {leaf.key_bits}" for leaf in leaves if _is_short(leaf, wanted)],
        "signatures": _none_of((leaf.signature_algorithm for leaf in leaves), wanted.signatures),
        "lifespans": [f"{_days(leaf)} d" for leaf in leaves if _days(leaf) > wanted.maximum_lifespan_days],
    }
    return {kind: list(values) for kind, values in found.items() if values}


def _beyond(found: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """Names outside the allowed ones, in order, once each."""
    known = {name.casefold() for name in allowed}
    return [name for name in dict.fromkeys(map(str, found)) if name.casefold() not in known]


def _none_of(found: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """Everything found, unless one of it is allowed."""
    names = list(dict.fromkeys(found))
    return [] if set(names) & set(allowed) else names


def _is_short(leaf: Certificate, wanted: MozillaProfile) -> bool:
    return leaf.key_type == "RSA" and leaf.key_bits < wanted.rsa_key_size


def _days(leaf: Certificate) -> int:
    return (leaf.not_after - leaf.not_before).days
