"""Who sends the form: the letterhead with what the register knows of the body, its superior and its head."""

from collections.abc import Iterable

from inventory.model import Code, Inventory, Organization
from inventory.settings.letterhead import BLANK, Letterhead
from reports.official.mau08.rows import Mau08Form


def sent_by(letterhead: Letterhead, inventory: Inventory, form: Mau08Form, body: Code | None) -> Letterhead:
    """``body``: whose form it is; None: the owner's, by the letterhead or as the only one of the form.

    The letterhead of another body gives its place alone.
    """
    bodies = {organization.code: organization for organization in inventory.organizations}
    sender = bodies[body] if body else _owner(letterhead, bodies.values(), form)
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


def _owner(letterhead: Letterhead, bodies: Iterable[Organization], form: Mau08Form) -> Organization | None:
    issuer, owners = letterhead.issuer.casefold(), {listed.system.owner for listed in form.listed}
    if letterhead.issuer != BLANK:
        return next((body for body in bodies if body.name.casefold() == issuer), None)
    return next((body for body in bodies if {body.code} == owners), None)


def _known(name: str, recorded: str | None) -> str:
    return recorded if recorded and name == BLANK else name
