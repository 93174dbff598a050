"""The names of what a database says of itself; ``inventory.settings.keys`` has their meanings."""

from enum import StrEnum


class SettingKey(StrEnum):
    """One of them."""

    LANGUAGE = "language"
    PLAN = "plan"
    LETTERHEAD = "letterhead"
    PARENT = "parent"
    ISSUER = "issuer"
    ADDRESSEE = "addressee"
    RETENTION = "retention"
    SCAN_VANTAGE = "scan.vantage"
    MAIL_URL = "mail.url"
    MAIL_FROM = "mail.from"
    MAIL_OPERATOR = "mail.operator"
    MAIL_DIGEST = "mail.digest"
    WEBHOOK_URL = "webhook.url"
    WEBHOOK_SECRET_FILE = "webhook.secret_file"  # noqa: S105 - where it is, not what it is
    ALARM_CONFIRMATION = "alarm.confirmation"
    KEV_FILE = "kev.file"
    IPV6_ANCHORS = "ipv6.anchors"
    RPKI_VRPS = "rpki.vrps"
    RPKI_ROUTES = "rpki.routes"
