"""What the columns of a list may be: known by their headings in several languages, and by what they hold."""

import re

from inventory.files.cells.addresses import names_hosts
from inventory.files.layout.endpoint_columns import ENDPOINT_COLUMNS
from inventory.files.layout.system_columns import SYSTEM_COLUMNS
from inventory.files.mau08.sheets.headings import plain
from inventory.words import fold

HOST, NAME, OWNER, OPERATOR, NOTES, CODE = "host", "name", "owner", "operator", "notes", "code"
QUALIFIER = "qualifier"  # of a body: the city or the state that tells it from another of its name
COLUMNS = {column.field: column for column in (*SYSTEM_COLUMNS, *ENDPOINT_COLUMNS)}
FIELDS = frozenset(COLUMNS) | {QUALIFIER}
SEVERAL = {HOST, QUALIFIER, NOTES}  # fields that more columns than one may tell
SAMPLE = 200  # cells
MOST_HOSTS = 0.5  # of the cells of a column with a telling heading
ALMOST_ALL = 0.8  # … without one

# A heading with one of these tells something about an address, not the address.
_NEVER = re.compile(
    r"\b(?:type|status|count|score|date|ngay|loai|category|registrar|total|rank|percent|id|list|so luong)\b"
)
_WORDS = {
    "contact_email": r"\b(?:e ?mail|mail|thu dien tu)\b",
    "contact_phone": r"\b(?:phone|tel|telephone|dien thoai|so dt|sdt|dt)\b",
    NOTES: r"\b(?:ghi chu|notes?|remarks?|comments?|nhan xet|luu y)\b",
    CODE: r"^(?:ma(?: so)?(?: httt| he thong)?|code|system code)$",
    "https_port": r"^(?:cong|port)(?: https)?$|^https port$",
    "http_port": r"^(?:cong|port) http$|^http port$",
    "proposed_level": r"^(?:cap do|muc do|level|security level)\b|\bcap do de xuat\b",
    "in_operation_since": r"^(?:ngay|nam|thoi gian|thoi diem)\b.*\b(?:van hanh|su dung|hoat dong)\b"
    r"|^(?:go live|in operation|launch)",
    OPERATOR: r"\bvan hanh\b|^(?:operator|operating unit|bureau|suborganization(?: name)?|organization name"
    r"|sub ?agency)$",
    "contact_name": r"\b(?:dau moi|lien he|phu trach|can bo|contact)\b",
    HOST: r"\b(?:domains?|hosts?|hostnames?|fqdn|urls?|uri|websites?|sites?|web|links?|ten mien|dia chi"
    r"|duong dan|trang|domaine?s?|adresse|webseite|sitio|ip|endpoints?|may chu|servers?|subdomains?)\b",
    QUALIFIER: r"^(?:city|state|province|county|region|tinh|huyen|xa)$",
    NAME: r"^(?:ten|name|title|titre|nom|naam|system|application|service|product|he thong|httt)\b"
    r"|\bsystem name\b|\bservice name\b|\b(?:he thong|phan mem|ung dung)\b",
    OWNER: r"\b(?:chu quan|owner|agency|organi[sz]ations?|organi[sz]ation name|organisme|ministry|department"
    r"|entity|entite|company|institution|co quan|don vi|authority)\b",
}
_SIGNS = tuple((field, re.compile(sign)) for field, sign in _WORDS.items())  # the first that is found tells


def field_of(heading: str) -> str | None:
    """The field that a heading names; a name of the inventory's own columns comes first."""
    folded = fold(heading)
    own = next((field for field, column in COLUMNS.items() if folded in column.names()), None)
    if own is not None:
        return own
    text = plain(heading)
    field = next((field for field, sign in _SIGNS if sign.search(text)), None)
    return None if field == HOST and _NEVER.search(text) else field


def share_of_hosts(texts: list[str]) -> float:
    """How much of a column's sample are addresses; 0 for an empty one."""
    sample = texts[:SAMPLE]
    return sum(map(names_hosts, sample)) / len(sample) if sample else 0.0
