"""Two units with contacts, a third without one, and looks at their hosts at any moment."""

import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from checks.facts import Target
from checks.model import Outcome, Severity, Verdict
from inventory.clock import zone
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, Inventory, Organization, OrganizationKind, Setting, System
from inventory.setting_keys import SettingKey
from inventory.settings.vantage import INTERNET
from scanner.observation import Observation
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders
from tests.scanner.messages.receiving import Hooked, Mailbox
from tests.scanner.runs.standing.looking import verdict

TAX, EDU, HEALTH = "thue.brvt.test", "giaoduc.brvt.test", "yte.brvt.test"
HOSTS = (TAX, EDU, HEALTH)
TAX_MAIL, EDU_MAIL, OPERATOR = "antt@thue.brvt.test", "cntt@giaoduc.brvt.test", "capdo@stttt.brvt.test"
BLEED, HSTS = "tls.heartbleed", "web.hsts"
FAIL, PASS, UNTOLD = Outcome.FAIL, Outcome.PASS, Outcome.NOT_TESTED
MONDAY = date(2026, 6, 1)
DUE = {"S-GD": date(2026, 6, 10)}  # until when the level is to be approved


class Hands:
    """A clock that the test sets."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """What it shows."""
        return self.moment


def at(day: int, hour: int = 2, minute: int = 0) -> datetime:
    """A moment so many days after the first Monday, by the clocks of Viet Nam."""
    local = datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, minute, tzinfo=zone())
    return (local + timedelta(days=day)).astimezone(UTC)


def settled(engine: Engine) -> None:
    """The register: whose systems they are, and whom to write to."""
    units = (("UBND", None), ("THUE", TAX_MAIL), ("GD", EDU_MAIL), ("YTE", None))
    systems = (("S-THUE", "THUE", TAX), ("S-GD", "GD", EDU), ("S-YTE", "YTE", HEALTH))
    InventoryStore(engine).apply(
        Inventory(
            organizations=tuple(
                Organization(
                    code=code, name=f"Đơn vị {code}", kind=OrganizationKind.DEPARTMENT, contact_email=mail
                )
                for code, mail in units
            ),
            systems=tuple(
                System(
                    code=code,
                    name=f"Hệ thống {code}",
                    owner="UBND",
                    operator=operator,
                    in_operation_since=date(2020, 1, 1),
                    endpoints=(Endpoint(host=host),),
                    approval_expected=DUE.get(code),
                )
                for code, operator, host in systems
            ),
        )
    )


def reached_by(engine: Engine, box: Mailbox | None = None, hook: Hooked | None = None) -> None:
    """The settings: this mail server and this webhook."""
    settings = {SettingKey.MAIL_OPERATOR: OPERATOR}
    if box:
        settings |= {SettingKey.MAIL_URL: box.url, SettingKey.MAIL_FROM: "bao@capdo.brvt.test"}
    if hook:
        secret = Path(FOLDER.name, "secret")
        secret.write_bytes(SECRET)
        settings |= {SettingKey.WEBHOOK_URL: hook.url, SettingKey.WEBHOOK_SECRET_FILE: str(secret)}
    for key, value in settings.items():
        InventoryStore(engine).change_setting(Setting(key=key, value=value).key, value)


SECRET = b"0123456789abcdef0123456789abcdef"
FOLDER = tempfile.TemporaryDirectory(prefix="capdo-secret-")  # until the process ends


def critical(words: str = "rò bộ nhớ") -> Verdict:
    """What is told at once."""
    return verdict(BLEED, FAIL, Severity.CRITICAL, words)


def good(check: str = BLEED) -> Verdict:
    """Nothing to find."""
    return verdict(check, PASS, Severity.CRITICAL if check == BLEED else Severity.MEDIUM)


def lost(check: str = BLEED) -> Verdict:
    """Nothing could be told."""
    return verdict(check, UNTOLD, Severity.CRITICAL)


def looked(
    engine: Engine, moment: datetime, told: Mapping[str, Iterable[Verdict]], vantage: str = INTERNET
) -> None:
    """A run that looks at some hosts at a moment from a vantage, and ends."""
    writer = ScanWriter(engine, lambda: moment)
    run = writer.start(RunSettings(vantage=vantage), "capdo", [(host, 443, 80) for host in told])
    for host, verdicts in told.items():
        target = Target(host=host, observed_at=moment)
        writer.record(
            Observation(
                run=run,
                target=target,
                facts=builders.facts(target=target),
                verdicts=tuple(verdicts),
                connections={},
                started_at=moment,
                finished_at=moment,
            )
        )
    writer.finish(run)
