"""The ways of tampering, as a table: what is done, and what gives it away."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.inventory.approvals.tampering import forging

Change = str | Callable[[Path], None]  # a statement, or what is done to the folder


class Caught(StrEnum):
    """What gives a change away."""

    PLAIN = "plain"  # verify, exit status 1
    NOTHING_LEFT = "nothing left"  # verify, exit status 2 or 3: there is no database, or no event
    STATEMENT = "statement"  # verify against a statement that was kept
    HARMLESS = "harmless"  # no figure changes
    BEYOND = "beyond"  # nothing here: README says so


@dataclass(frozen=True)
class Case:
    """One way of tampering."""

    name: str
    caught: Caught
    changes: tuple[Change, ...]


def plain(name: str, *changes: Change) -> Case:
    """One that verify itself finds."""
    return Case(name, Caught.PLAIN, changes)


HEAD_AT_THE_BEGINNING = f"UPDATE approval_head SET sequence = 0, hash = '{'0' * 64}'"  # noqa: S608 - zeros
OTHER_HEAD = f"UPDATE approval_head SET hash = '{'3' * 64}'"  # noqa: S608 - threes
EVENT_COLUMNS = {
    "sequence": "40",
    "system": "'T'",
    "kind": "'approved'",
    "happened_on": "'2023-03-02'",
    "level": "1",
    "number": "'9/QĐ-UBND'",
    "authority": "'Sở Tài chính'",
    "result": "'Không đạt'",
    "until": "'2030-01-01'",
    "actor": "'khác'",
    "file": "'khac.pdf'",
    "file_sha256": f"'{'0' * 64}'",
    "note": "'thêm'",
    "recorded_at": "'2020-01-01 00:00:00.000000'",
    "corrects": "1",
    "withdraws": "1",
    "corrected_on": "'2023-01-01'",
    "source": "'import'",
    "previous_hash": f"'{'1' * 64}'",
    "hash": f"'{'2' * 64}'",
}
LOG = (
    *(
        plain(f"event column {name}", f"UPDATE approval_events SET {name} = {value} WHERE sequence = 3")  # noqa: S608 - the table above
        for name, value in EVENT_COLUMNS.items()
    ),
    plain("event with no date", "UPDATE approval_events SET happened_on = 'x' WHERE sequence = 2"),
    plain("event with a level in words", "UPDATE approval_events SET level = 'ba' WHERE sequence = 5"),
    plain("event with bytes", "UPDATE approval_events SET note = x'00ff' WHERE sequence = 4"),
    plain("first event removed", "DELETE FROM approval_events WHERE sequence = 1"),
    plain("middle event removed", "DELETE FROM approval_events WHERE sequence = 4"),
    plain("last event removed", "DELETE FROM approval_events WHERE sequence = 8"),
    plain("every event removed", "DELETE FROM approval_events"),
    plain(
        "two events swapped",
        "UPDATE approval_events SET sequence = 99 WHERE sequence = 2",
        "UPDATE approval_events SET sequence = 2 WHERE sequence = 3",
        "UPDATE approval_events SET sequence = 3 WHERE sequence = 99",
    ),
    plain("event appended without its head", forging.appended_without_head),
    plain("head removed", "DELETE FROM approval_head"),
    plain("head of another hash", OTHER_HEAD),
    plain("head beyond the end", "UPDATE approval_head SET sequence = 999"),
    plain("head before the end", "UPDATE approval_head SET sequence = 5"),
    plain("head in words", "UPDATE approval_head SET sequence = 'năm'"),
    plain("two heads", "INSERT INTO approval_head SELECT 2, sequence, hash FROM approval_head"),
    plain("tail cut, head mended", forging.tail_cut),
    plain(
        "every event removed, head at the beginning",
        "DELETE FROM approval_events",
        HEAD_AT_THE_BEGINNING,
    ),
    Case("tail cut, head and statuses mended", Caught.STATEMENT, (forging.tail_cut, forging.refolded)),
    Case(
        "every event removed, statuses too",
        Caught.NOTHING_LEFT,
        (
            "DELETE FROM approval_events",
            HEAD_AT_THE_BEGINNING,
            "DELETE FROM current_statuses",
        ),
    ),
    Case("chain and statuses written anew", Caught.STATEMENT, (forging.log_rewritten, forging.refolded)),
    plain("chain written anew", forging.log_rewritten),
    plain("chain written anew, of no kind", forging.kind_unknown),
    plain("chain written anew, levels in words", forging.levels_in_words),
    Case("event appended with hash, head and status", Caught.BEYOND, (forging.appended, forging.refolded)),
    plain("event appended with hash and head", forging.appended),
)
STATUSES = (
    plain("status set back to an earlier day", forging.status_of_an_earlier_day),
    plain("status edited", "UPDATE current_statuses SET status = replace(status, 'true', 'false')"),
    plain("status that is no JSON", "UPDATE current_statuses SET status = '{' WHERE system = 'S'"),
    plain("status without a date", "UPDATE current_statuses SET last_on = 'garbage' WHERE system = 'S'"),
    plain("status of a later day", "UPDATE current_statuses SET last_on = '2023-12-01' WHERE system = 'S'"),
    plain("status through an event to come", "UPDATE current_statuses SET through = 99"),
    plain("status of rules to come", "UPDATE current_statuses SET fold = 99"),
    plain("status in words", "UPDATE current_statuses SET through = 'năm', fold = 'hai'"),
    plain("status with bytes", "UPDATE current_statuses SET status = x'00ff'"),
    plain(
        "status of a system without events",
        "INSERT INTO current_statuses SELECT 'T', through, last_on, fold, status FROM current_statuses"
        " WHERE system = 'S'",
    ),
    Case("status removed", Caught.HARMLESS, ("DELETE FROM current_statuses",)),
    Case("status of older rules", Caught.HARMLESS, ("UPDATE current_statuses SET fold = 1, status = 'x'",)),
)
WAIVERS = (
    *(
        plain(f"waiver column {name}", f"UPDATE waiver_events SET {name} = {value} WHERE sequence = 1")  # noqa: S608 - named here
        for name, value in (
            ("until", "'2099-01-01'"),
            ("approver", "'Khác'"),
            ("actor", "'khác'"),
            ("reason", "'khác'"),
            ("evidence", "'[]'"),
            ("happened_on", "'2020-01-01'"),
            ("until", "'garbage'"),
        )
    ),
    plain(
        "waiver forged",
        "INSERT INTO waiver_events SELECT 9, kind, 9, system, check_id, happened_on, '2099-01-01', reason,"
        " approver, actor, evidence, recorded_at FROM waiver_events WHERE sequence = 1",
    ),
    plain("waiver removed", "DELETE FROM waiver_events WHERE sequence = 1"),
    plain("revocation removed", "DELETE FROM waiver_events WHERE kind = 'revoked'"),
    Case("waiver and its chain written anew", Caught.STATEMENT, (forging.waiver_rewritten,)),
)
INVENTORY = (
    plain("system decommissioned", "UPDATE systems SET decommissioned = '2024-01-01' WHERE code = 'T'"),
    plain("day of operation", "UPDATE systems SET in_operation_since = '2019-01-01' WHERE code = 'T'"),
    plain("day of operation in words", "UPDATE systems SET in_operation_since = 'garbage'"),
    plain("system renamed", "UPDATE systems SET name = 'Khác' WHERE code = 'T'"),
    plain("another operator", "UPDATE systems SET operator = 'UBND' WHERE code = 'T'"),
    plain("another owner", "UPDATE systems SET owner = 'UBND' WHERE code = 'T'"),
    plain("organization renamed", "UPDATE organizations SET name = 'Khác' WHERE code = 'SO-TC'"),
    plain("organization ended", "UPDATE organizations SET valid_to = '2020-01-01' WHERE code = 'SO-TC'"),
    plain("host of an endpoint", "UPDATE endpoints SET host = 'khac.brvt.test' WHERE position = 0"),
    plain("endpoint removed", "DELETE FROM endpoints WHERE position = 1"),
    plain("order of endpoints", "UPDATE endpoints SET position = 7 - position"),
    plain("permission widened", "UPDATE permissions SET families = '[\"exposure\"]'"),
    plain("hours of a permission", "UPDATE permissions SET hours_from = NULL, hours_to = NULL"),
    plain("permission removed", "DELETE FROM permissions"),
    plain("system removed", "DELETE FROM systems WHERE code = 'T'"),
    plain("system added", "INSERT INTO systems (code, name, owner, is_portal) VALUES ('X', 'X', 'UBND', 0)"),
    plain("system removed by a day", "UPDATE systems SET removed_on = '2023-01-01' WHERE code = 'T'"),
    plain("system called otherwise", "UPDATE systems SET present_code = 'KHAC' WHERE code = 'T'"),
    plain("renamed system called as before", "UPDATE systems SET present_code = NULL WHERE code = 'R'"),
    plain("former code given to another", "UPDATE former_codes SET system = 'T' WHERE code = 'R'"),
    plain("former code removed", "DELETE FROM former_codes"),
    plain("former code added", "INSERT INTO former_codes VALUES ('X', 'T')"),
    plain("former code with bytes", "UPDATE former_codes SET code = x'ff'"),
    plain("setting changed", "UPDATE settings SET value = 'ct09-2024' WHERE key = 'plan'"),
    plain("setting removed", "DELETE FROM settings"),
    plain("setting added", "INSERT INTO settings VALUES ('issuer', 'Sở khác')"),
    plain("setting that is none", "INSERT INTO settings VALUES ('khac', 'x')"),
    plain("change edited", "UPDATE inventory_changes SET actor = 'khác' WHERE sequence = 2"),
    plain("change removed", "DELETE FROM inventory_changes WHERE sequence = 2"),
    plain("last change removed", forging.last_change_removed),
    plain("link edited", "UPDATE chain_links SET content = hash WHERE chain = 'inventory' AND position = 2"),
    plain("last link removed", "DELETE FROM chain_links WHERE chain = 'scans' AND position > 2"),
    plain("link with bytes", "UPDATE chain_links SET subject = x'ff' WHERE chain = 'scans' AND position = 1"),
    plain("head of a chain removed", "DELETE FROM chain_heads WHERE chain = 'waivers'"),
    plain("head of a chain in words", "UPDATE chain_heads SET position = 'x' WHERE chain = 'inventory'"),
)
SCANS = (
    plain("failures become passes", "UPDATE verdicts SET outcome = 'pass' WHERE outcome = 'fail'"),
    plain("one severity", "UPDATE verdicts SET severity = 'low' WHERE id = 1"),
    plain("evidence", "UPDATE verdicts SET evidence = '{}' WHERE id = 1"),
    plain("verdict removed", "DELETE FROM verdicts WHERE id = 1"),
    plain(
        "verdict added",
        "INSERT INTO verdicts SELECT 99, observation_id, check_id, 'pass', severity, reason, summary_vi,"
        " summary_en, evidence, NULL, NULL, NULL FROM verdicts WHERE id = 1",
    ),
    plain("facts", "UPDATE observations SET facts = x'00' WHERE id = 1"),
    plain("day of a look", "UPDATE observations SET finished_at = '2020-01-01 00:00:00.000000'"),
    plain(
        "look removed",
        "DELETE FROM verdicts WHERE observation_id = 1",
        "DELETE FROM observations WHERE id = 1",
    ),
    plain("look of another host", "UPDATE observations SET host = 'khac.brvt.test' WHERE id = 1"),
    plain("run hidden", "UPDATE runs SET state = 'running'"),
    plain("day of a run", "UPDATE runs SET started_at = '2020-01-01 00:00:00.000000'"),
)
STANDING = (
    *(
        plain(f"standing column {name}", f"UPDATE standing_verdicts SET {name} = {value} WHERE id = 1")  # noqa: S608 - named here
        for name, value in (
            ("host", "'khac.brvt.test'"),
            ("https_port", "444"),
            ("check_id", "'tls.ciphers'"),
            ("outcome", "'pass'"),
            ("severity", "'low'"),
            ("verdict_id", "2"),
            ("begun", "begun - 1"),
            ("confirmed", "confirmed + 86400000000"),
            ("confirmed", "NULL"),
            ("first_seen", "first_seen + 1"),
            ("since", "since + 86400000000"),
            ("attempted", "confirmed + 1"),
            ("attempt_id", "1"),
            ("ended", "confirmed + 1"),
            ("ended", "'garbage'"),
            ("outcome", "x'00ff'"),
        )
    ),
    plain("day of another judgement", "UPDATE verdicts SET changes_on = '2099-01-01'"),
    plain("day of other words", "UPDATE verdicts SET reworded_on = '2099-01-01'"),
    plain("standing verdict removed", "DELETE FROM standing_verdicts WHERE id = 1"),
    plain("every standing verdict removed", "DELETE FROM standing_verdicts"),
    plain(
        "standing verdict added",
        "INSERT INTO standing_verdicts SELECT 99, host, https_port, http_port, check_id, outcome, severity,"
        " verdict_id, begun - 5, confirmed, first_seen, since, attempted, attempt_id, begun, vantage"
        " FROM standing_verdicts WHERE id = 1",
    ),
    plain(
        "standing verdict of what was never looked at",
        "INSERT INTO standing_verdicts SELECT 99, 'khac.brvt.test', https_port, http_port, check_id, outcome,"
        " severity, verdict_id, begun, confirmed, first_seen, since, attempted, attempt_id, ended, vantage"
        " FROM standing_verdicts WHERE id = 1",
    ),
)
# What nothing that is reported depends on: the gaps between the positions of endpoints, a run's work list,
# the SHA-256 of facts that are there themselves, the number of the head's only row.
UNREAD = tuple(
    Case(name, Caught.HARMLESS, (change,))
    for name, change in (
        ("positions of endpoints in the same order", "UPDATE endpoints SET position = position + 7"),
        ("host of a work list", "UPDATE run_endpoints SET host = 'khac.brvt.test' WHERE id = 1"),
        ("HTTPS port of a work list", "UPDATE run_endpoints SET https_port = 444 WHERE id = 1"),
        ("HTTP port of a work list", "UPDATE run_endpoints SET http_port = 81 WHERE id = 1"),
        ("state of a work list", "UPDATE run_endpoints SET state = 'pending'"),
        ("work list removed", "DELETE FROM run_endpoints"),
        ("digest of facts that are kept", f"UPDATE observations SET facts_digest = '{'4' * 64}'"),  # noqa: S608 - fours
        ("number of the head", "UPDATE approval_head SET id = 7"),
    )
)
FILES = (
    plain("decision edited", forging.decision_edited),
    plain("decisions swapped", forging.decisions_swapped),
    plain("decision overwritten with another", forging.decision_overwritten),
    Case("database emptied", Caught.NOTHING_LEFT, (forging.database_emptied,)),
    Case("database removed", Caught.NOTHING_LEFT, (forging.database_removed,)),
    Case("another database in its place", Caught.NOTHING_LEFT, (forging.database_of_others,)),
)
CASES = (*LOG, *STATUSES, *WAIVERS, *INVENTORY, *SCANS, *STANDING, *UNREAD, *FILES)
