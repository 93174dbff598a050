"""Versions that could not be tested. They are never counted as refused."""

from collections.abc import Iterable

from pydantic import JsonValue

from checks.facts import ProtocolScan, ProtocolVersion, TlsFacts
from checks.model import Judgement, Outcome, Reason, Text
from checks.reasons import REASONS


def untested(
    tls: TlsFacts, versions: Iterable[ProtocolVersion] = tuple(ProtocolVersion)
) -> tuple[ProtocolScan, ...]:
    """The scans of these versions that gave no answer, or that the probe never made."""
    scans = [
        tls.protocol(version) or ProtocolScan(version=version, status="not_tested") for version in versions
    ]
    return tuple(scan for scan in scans if scan.status == "not_tested")


def unlisted(tls: TlsFacts) -> tuple[ProtocolScan, ...]:
    """The versions whose suites are not all known: not tested, not asked for, or a list that broke off."""
    return (*untested(tls), *(scan for scan in tls.accepted if not scan.suites or scan.reason))


def could_not_tell(scans: Iterable[ProtocolScan], evidence: dict[str, JsonValue]) -> Judgement:
    """The judgement when nothing was found wrong and these scans are needed to say more.

    No scans: the server answered in TLS, yet every version was refused.
    """
    scans = tuple(scans)
    if not scans:
        return _nothing_accepted(evidence)
    reason = next((scan.reason for scan in scans if scan.reason), Reason.INTERNAL_ERROR)
    names, why = ", ".join(scan.version for scan in scans), REASONS[reason].phrase
    summary = Text(vi=f"Chưa kiểm tra được {names}: {why.vi}.", en=f"{names} could not be tested: {why.en}.")
    details = [f"{scan.version}: {scan.detail}" for scan in scans if scan.detail]
    told = {**evidence, "detail": "; ".join(details)} if details else evidence
    return Judgement(outcome=Outcome.NOT_TESTED, reason=reason, summary=summary, evidence=told)


def _nothing_accepted(evidence: dict[str, JsonValue]) -> Judgement:
    summary = Text(
        vi="Máy chủ có trả lời TLS nhưng từ chối mọi phiên bản mà máy quét đề nghị.",
        en="The server answers in TLS but refused every version that the scanner offered.",
    )
    return Judgement(outcome=Outcome.NOT_TESTED, reason=Reason.BLOCKED, summary=summary, evidence=evidence)
