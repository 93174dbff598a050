"""Files, listings and panels of the site at one address, where the owner allows asking for them."""

from collections.abc import Sequence

from checks.facts import AddressFacts, FilesFacts, HttpFacts, NotTested, Part
from checks.model import Reason
from scanner.look import NO_WEB_SITE, NOT_WANTED, Look
from scanner.planning.addresses import AddressChoice
from scanner.scans.of_addresses import LEAN
from scanner.scans.of_one_address import walkable

NO_FILES = "asking for files needs the word files in the permission, or --files"


def asks_files(look: Look) -> bool:
    """Whether files are asked for, as far as it is known before any answer."""
    return look.wants(FilesFacts) and look.planned.permit.files


async def ask_files(
    look: Look, choice: AddressChoice, http: HttpFacts | NotTested, others: Sequence[AddressFacts]
) -> FilesFacts | NotTested:
    """Where the start page was seen; in a time of its own, as it asks one path after the other."""
    if not look.wants(FilesFacts):
        return NOT_WANTED
    if look.context.settings.depth == "lean":
        return LEAN
    if not look.planned.permit.files:
        return NotTested(reason=Reason.NOT_PERMITTED, detail=NO_FILES)
    if look.planned.starttls:
        return NO_WEB_SITE
    at = walkable(choice.first, http, others)
    if isinstance(at, NotTested):
        return at
    from scanner.probes import files  # noqa: PLC0415 - a look without files does not wait for its modules

    scope = look.planned.neighbours | {look.target.host}
    not_asked = tuple(at.not_walked(Part.FILES_ADDRESSES, Reason.NOT_REQUESTED))
    return await look.bounded(
        files.probe(look.target, at.http, scope, not_asked, look.context), in_own_time=True
    )
