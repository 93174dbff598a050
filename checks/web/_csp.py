"""Content Security Policy (W3C CSP 3): several policies of one page, read as the browser combines them.

Results carry the names of the MDN HTTP Observatory. Where policies are combined, the effective source lists
are intersected, as a load has to satisfy each policy; the Observatory's own way is the grade's affair.
"""

from collections.abc import Iterable, Mapping
from functools import reduce

from checks.model import Frozen
from checks.web._csp_sources import Sources, common

HEADER = "content-security-policy"
REPORT_ONLY = "content-security-policy-report-only"
NOT_IN_META = frozenset({"frame-ancestors", "report-uri", "sandbox"})  # CSP 3 section 3.3
MAY_REPEAT = frozenset({"report-uri", "report-to"})
SHORTEST = 6  # characters; nothing shorter is a policy
POLICY_COUNT = 50  # policies read
POLICY_LENGTH = 20_000  # characters read of one policy
NONE = frozenset({"'none'"})
ANY = frozenset({"*"})
NONCE_OR_HASH = ("'nonce-", "'sha256-", "'sha384-", "'sha512-")

Directives = Mapping[str, Sources]


class CspError(ValueError):
    """A policy that cannot be taken at its word: too short, or with a directive twice."""


class Policies(Frozen):
    """The enforced policies of one page, one mapping of directives to sources each, in lower case."""

    each: tuple[dict[str, Sources], ...] = ()
    repeated: frozenset[str] = frozenset()  # reporting directives that occur twice in one policy

    @property
    def names(self) -> frozenset[str]:
        """The directives that any policy has."""
        return frozenset(name for policy in self.each for name in policy)

    def effective(self, name: str) -> Sources | None:
        """What all policies together allow, ``default-src`` standing in; None: nothing limits it."""
        own = (_own(policy, name) for policy in self.each)
        lists = [sources for sources in own if sources is not None]
        return reduce(_intersection, lists) if lists else None


def parse(headers: Iterable[str], metas: Iterable[str] = ()) -> Policies:
    """The policies of all headers and of all meta elements.

    Raises:
        CspError: a policy is shorter than any directive, or repeats a directive that may not be repeated.

    """
    of_headers = [_strict(text) for text in split(headers)]
    of_metas = [_strict(text) for text in split(metas)]
    limited = [_without(policy, NOT_IN_META) for policy, _ in of_metas]
    each = tuple(policy for policy in (*(policy for policy, _ in of_headers), *limited) if policy)
    return Policies(each=each, repeated=frozenset().union(*(names for _, names in (*of_headers, *of_metas))))


def split(values: Iterable[str]) -> list[str]:
    """The serialized policies in header values; commas part them (CSP 3 section 2.2.2)."""
    texts = (text.strip() for value in values for text in value[:POLICY_LENGTH].split(","))
    return [text for text in texts if text][:POLICY_COUNT]


def directives(text: str) -> tuple[dict[str, Sources], frozenset[str]]:
    """One policy as browsers read it (the first of equal directives counts), and what it repeats."""
    directives: dict[str, Sources] = {}
    repeated: set[str] = set()
    for entry in text.split(";"):
        name, *sources = entry.lower().split() or [""]
        if name in directives:
            repeated.add(name)
        elif name:
            directives[name] = frozenset(sources) or (NONE if name.endswith("-src") else frozenset())
    return directives, frozenset(repeated)


def _strict(text: str) -> tuple[dict[str, Sources], frozenset[str]]:
    if len(text) < SHORTEST:
        raise CspError(f"not a policy: {text!r}")
    policy, repeated = directives(text)
    if repeated - MAY_REPEAT:
        raise CspError(f"repeated in one policy: {', '.join(sorted(repeated - MAY_REPEAT))[:200]}")
    return policy, repeated


def _without(policy: dict[str, Sources], names: frozenset[str]) -> dict[str, Sources]:
    return {name: sources for name, sources in policy.items() if name not in names}


def _own(policy: Directives, name: str) -> Sources | None:
    """CSP 3 section 6.8.3: the first of the directive and those that stand in for it."""
    sources = next((policy[one] for one in (name, *_stand_ins(name)) if one in policy), None)
    if sources is None or not has_nonce_or_hash(sources):
        return sources
    sources -= {"'unsafe-inline'"}  # CSP 3 section 6.7.3.2: ignored beside a nonce or hash
    if name.startswith("script-src") and "'strict-dynamic'" in sources:
        return frozenset(source for source in sources if not _ignored_with_strict_dynamic(source))
    return sources


def _stand_ins(name: str) -> tuple[str, ...]:
    base = name.removesuffix("-elem").removesuffix("-attr")
    return (*((base,) if base != name else ()), *(("default-src",) if base.endswith("-src") else ()))


def has_nonce_or_hash(sources: Sources) -> bool:
    """Whether a source list names single scripts or styles."""
    return any(source.startswith(NONCE_OR_HASH) for source in sources)


def _ignored_with_strict_dynamic(source: str) -> bool:
    return source == "'self'" or source.startswith(("http:", "https:", "ftp:", "*"))


def _intersection(left: Sources, right: Sources) -> Sources:
    return left if left == right else common(left, right) or NONE
