"""What files, directory_listing and admin_panel have in common: something is served that nobody links to."""

from pydantic import JsonValue

from checks.evidence import LIST_LENGTH, clip, clipped
from checks.facts import ExposedPath, Facts, FilesFacts
from checks.facts.files import ExposureKind
from checks.model import Judgement, Outcome, Text

REFUSED_SHOWN = 10
NAMED = 5  # of what was found, in the sentence


def judge_exposed(facts: Facts, exposure: ExposureKind, found: Text, nothing: Text) -> Judgement:
    """Fails where anything of the kind was verified. ``found``: with ``{names}``."""
    files = facts.require(FilesFacts)
    exposed = files.of(exposure)
    if not exposed:
        return Judgement(outcome=Outcome.PASS, summary=nothing, evidence=_asked(files))
    named = list(dict.fromkeys(f"{one.name} ({clip(one.path, 60)})" for one in exposed))
    names = ", ".join(named[:NAMED]) + (" …" if len(named) > NAMED else "")
    summary = Text(vi=found.vi.format(names=names), en=found.en.format(names=names))
    served: list[JsonValue] = [_evidence(files, one) for one in exposed[:LIST_LENGTH]]
    return Judgement(
        outcome=Outcome.FAIL, summary=summary, evidence={"served": served, "address": files.address}
    )


def _evidence(files: FilesFacts, one: ExposedPath) -> JsonValue:
    """Where it is and what kind of thing; nothing of what is in it."""
    return {
        "url": clip(files.origin.rstrip("/") + one.path),
        "name": one.name,
        "sort": one.sort,
        "status": one.status,
        "media_type": one.media_type or None,
        "size": one.size,
    }


def _asked(files: FilesFacts) -> dict[str, JsonValue]:
    return {
        "paths_asked": len(files.asked),
        "address": files.address,
        "refused": clipped(files.refused, REFUSED_SHOWN),
        "answers_everything": files.answers_everything,
        "table": files.table,
    }
