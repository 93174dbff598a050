"""Who sends a letter: the letterhead with what the register knows of the body, its superior and its head."""

from collections.abc import Collection

from inventory.model import Code, Inventory, Text
from inventory.settings.letterhead import BLANK, Letterhead

ISSUER_NAMES = {
    "issuer": Text(vi="cơ quan ban hành", en="issuing body"),
    "place": Text(vi="địa danh", en="place"),
    "position": Text(vi="chức vụ người ký", en="position of the signer"),
    "signer": Text(vi="người ký", en="signer"),
}


def sent_by(
    letterhead: Letterhead, inventory: Inventory, body: Code | None, *likely: Collection[Code | None]
) -> Letterhead:
    """``body``: whose letter it is; None: the letterhead's issuer, else the first single one of ``likely``.

    The letterhead of another body gives its place alone.
    """
    bodies = {organization.code: organization for organization in inventory.organizations}
    if body is None and letterhead.issuer != BLANK:
        named = letterhead.issuer.casefold()
        sender = next((one for one in bodies.values() if one.name.casefold() == named), None)
    else:
        only = (next(iter(codes)) for codes in ({body}, *map(set, likely)) if len(codes) == 1)
        sender = next((bodies[code] for code in only if code is not None), None)
    if sender is None:
        return letterhead
    own = letterhead
    if letterhead.issuer not in (BLANK, "") and letterhead.issuer.casefold() != sender.name.casefold():
        own = Letterhead(place=letterhead.place)
    above = bodies.get(sender.parent or "")
    return own.model_copy(
        update={
            "issuer": sender.name,
            "parent": own.parent or (above.name if above else ""),
            "position": _known(own.position, sender.head_title),
            "signer": _known(own.signer, sender.head_name),
        }
    )


def blank_names(letterhead: Letterhead) -> tuple[Text, ...]:
    """The names that a letter needs and nobody filled in."""
    return tuple(name for key, name in ISSUER_NAMES.items() if getattr(letterhead, key) in ("", BLANK))


def _known(name: str, recorded: str | None) -> str:
    return recorded if recorded and name == BLANK else name
