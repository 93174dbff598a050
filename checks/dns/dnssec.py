"""dns.dnssec: what DNS says of the host and of its zone is signed, and the signatures hold."""

from collections.abc import Iterable

from pydantic import JsonValue

from checks.check import Check
from checks.dns._signing import ALGORITHMS, FALSE, WEAK_ALGORITHMS, WEAK_DIGESTS, WRONG
from checks.facts import DnssecFacts, Facts, NotTested, Part
from checks.facts.names.dnssec import AnswerSecurity, DnssecError, SignedThing, ZoneSecurity
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst of the host's answers, every alias of them, and of its zone."""
    seen = facts.require(DnssecFacts)
    everything = (*seen.answers, *((seen.zone_answer,) if seen.zone_answer else ()))
    if bogus := [one for one in everything if one.state == "bogus"]:
        return _bogus(seen, bogus)
    insecure = [one for one in everything if one.state == "insecure"]
    if insecure:
        return _insecure(seen, insecure)
    if not any(one.state == "secure" for one in everything) and seen.unseen:
        return not_tested(NotTested(reason=seen.unseen[0].reason, detail=seen.unseen[0].detail))
    if weak := _weak(seen, everything):
        return _with_weak(seen, weak)
    summary = Text(
        vi="Mọi trả lời về tên miền và vùng của nó được ký, chữ ký đúng từ điểm neo tin cậy trở xuống.",
        en="Every answer about the host and its zone is signed, and holds from the trust anchor down.",
    )
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=_evidence(seen))


def _bogus(seen: DnssecFacts, bogus: list[AnswerSecurity]) -> Judgement:
    why = WRONG.get(bogus[0].error or DnssecError.BAD_SIGNATURE, FALSE)
    named = ", ".join(dict.fromkeys(f"{one.name} {one.kind}" for one in bogus))
    summary = Text(
        vi=f"DNSSEC sai: máy phân giải có kiểm tra từ chối {named} ({why.vi}).",
        en=f"DNSSEC is broken: resolvers that validate refuse {named} ({why.en}).",
    )
    problems: dict[str, JsonValue] = {f"{one.name} {one.kind}": _problem(one) for one in bogus}
    evidence = {**_evidence(seen), "bogus": problems}
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence, severity=Severity.HIGH)


def _problem(thing: SignedThing) -> str:
    """What is wrong, with the code that a validating resolver would give (RFC 8914)."""
    code = f"{thing.error} ({thing.error.code}): " if thing.error else ""
    return f"{code}{thing.detail}"


def _insecure(seen: DnssecFacts, insecure: list[AnswerSecurity]) -> Judgement:
    zone = seen.zone_answer
    if zone is not None and zone.state == "secure":
        summary = _own_summary(insecure[0]) if insecure[0].zone == seen.apex else _alias_summary(insecure[0])
    elif any(one.signed for one in insecure):
        summary = _island_summary(seen, insecure)
    else:
        name = seen.apex or insecure[0].name
        summary = Text(
            vi=f"Vùng {name} chưa ký DNSSEC: trả lời giả mạo không bị phát hiện.",
            en=f"The zone {name} is not signed with DNSSEC: forged answers go unnoticed.",
        )
    where: list[JsonValue] = list(dict.fromkeys(f"{one.name} {one.kind}" for one in insecure))
    evidence = {**_evidence(seen), "unsigned": where, **_why_insecure(seen.zones)}
    return Judgement(outcome=Outcome.WARN, summary=summary, evidence=evidence)


def _alias_summary(first: AnswerSecurity) -> Text:
    return Text(
        vi=f"Vùng đã ký, nhưng tên miền dẫn tới {first.name} ở vùng {first.zone}, chưa được bảo vệ.",
        en=f"The zone is signed, yet the host leads to {first.name} in {first.zone}, which is not protected.",
    )


def _own_summary(first: AnswerSecurity) -> Text:
    """What a signed zone itself leaves open, by opting out (RFC 5155, 9.2) or by costly hashes (RFC 9276)."""
    where = f"{first.name} {first.kind}"
    return Text(
        vi=f"Vùng đã ký, nhưng trả lời {where} vẫn giả mạo được (NSEC3 opt-out hoặc quá nhiều vòng băm).",
        en=f"The zone is signed, yet the answer {where} can be forged (NSEC3 opts out, or hashes too often).",
    )


def _island_summary(seen: DnssecFacts, insecure: list[AnswerSecurity]) -> Text:
    name = seen.apex or insecure[0].name
    return Text(
        vi=f"Vùng {name} có chữ ký, nhưng không bản ghi DS nào dẫn tới: chữ ký không có tác dụng.",
        en=f"The zone {name} has signatures, and no DS record that leads to them: they protect nothing.",
    )


def _why_insecure(zones: Iterable[ZoneSecurity]) -> dict[str, JsonValue]:
    why: dict[str, JsonValue] = {one.zone: _problem(one) for one in zones if one.state == "insecure"}
    return {"insecure_at": why} if why else {}


def _weak(seen: DnssecFacts, answers: Iterable[AnswerSecurity]) -> list[str]:
    """The zones that rest on an algorithm or digest that is given up."""
    found: dict[str, None] = {}
    for zone in seen.zones:
        for number in zone.digests:
            if number in WEAK_DIGESTS:
                found[f"{zone.zone}: DS {WEAK_DIGESTS[number]}"] = None
    named = [*((one.zone, one) for one in seen.zones), *((one.zone or one.name, one) for one in answers)]
    for name, thing in named:
        for number in thing.algorithms:
            if number in WEAK_ALGORITHMS:
                found[f"{name}: {ALGORITHMS[number]}"] = None
    return list(found)


def _with_weak(seen: DnssecFacts, weak: list[str]) -> Judgement:
    listed = ", ".join(weak)
    summary = Text(
        vi=f"Chữ ký đúng, nhưng dựa vào thuật toán đã bị loại bỏ: {listed}.",
        en=f"The signatures hold, and rest on algorithms that are given up: {listed}.",
    )
    evidence: dict[str, JsonValue] = {**_evidence(seen), "weak": list(weak)}
    return Judgement(outcome=Outcome.WARN, summary=summary, evidence=evidence)


def _evidence(seen: DnssecFacts) -> dict[str, JsonValue]:
    things = (*seen.zones, *seen.answers, *((seen.zone_answer,) if seen.zone_answer else ()))
    numbers = sorted({number for one in things for number in one.algorithms})
    ends = [one.expires for one in things if one.expires is not None]
    found: dict[str, JsonValue] = {
        "zone": seen.apex,
        "trust_anchor": seen.anchor,
        "algorithms": [ALGORITHMS.get(number, str(number)) for number in numbers],
        "signed_until": f"{min(ends):%Y-%m-%dT%H:%M:%SZ}" if ends else None,
    }
    return {key: value for key, value in found.items() if value}


CHECK = Check(
    id="dns.dnssec",
    title=Text(
        vi="Trả lời DNS được ký và chữ ký đúng (DNSSEC)", en="DNS answers are signed and hold (DNSSEC)"
    ),
    finding=Text(vi="Chữ ký DNSSEC sai", en="DNSSEC is broken"),
    warning=Text(vi="DNSSEC chưa bảo vệ tên miền đầy đủ", en="DNSSEC does not fully protect the name"),
    rationale=Text(
        vi="Không có DNSSEC, kẻ đứng trên đường truyền hay đầu độc bộ nhớ đệm đổi được địa chỉ của trang"
        " mà không ai biết. Chữ ký sai, hết hạn hay thiếu thì người dùng máy phân giải có kiểm "
        "tra (nhà mạng lớn, 8.8.8.8, 1.1.1.1) không mở được tên miền. Bí danh (CNAME) dẫn sang vùng "
        "chưa ký thì phần sau vẫn giả mạo được.",
        en="Without DNSSEC whoever is on the path, or poisons a cache, changes a site's address "
        "unnoticed. Where signatures are wrong, expired or missing, everybody whose resolver "
        "validates (large providers, 8.8.8.8, 1.1.1.1) cannot open the name. Behind an alias (CNAME) "
        "into an unsigned zone the rest can still be forged.",
    ),
    remediation=Text(
        vi="Chưa ký: bật ký tự động trên máy chủ DNS (BIND dnssec-policy, Knot dnssec-signing) hoặc ở "
        "nhà cung cấp, rồi gửi bản ghi DS cho nhà đăng ký. Sai: ký lại vùng, so DS ở vùng cha với "
        "khóa (DNSKEY), kiểm tra đồng hồ và việc ký lại định kỳ. Bí danh: dùng tên trong vùng đã ký. "
        "Thuật toán cũ: chuyển sang ECDSAP256SHA256 (13), DS SHA-256.",
        en="Unsigned: turn on automatic signing at the DNS server (BIND dnssec-policy, Knot dnssec-"
        "signing) or at the provider, then hand the DS record to the registrar. Broken: sign again, "
        "compare the parent's DS with the keys (DNSKEY), check the clock and the regular signing. "
        "Alias: use a name in a signed zone. Old algorithm: move to ECDSAP256SHA256 (13) and a "
        "SHA-256 DS.",
    ),
    severity=Severity.MEDIUM,
    needs=(DnssecFacts,),
    parts=(Part.DNSSEC_ANSWERS, Part.DNSSEC_ZONE),
    judges="endpoint",
    volatile=("signed_until",),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 9364 (DNSSEC)", url="https://www.rfc-editor.org/rfc/rfc9364"),
        Reference(
            title="RFC 4035, section 5 (validation)", url="https://www.rfc-editor.org/rfc/rfc4035#section-5"
        ),
        Reference(
            title="RFC 5155, section 8 (NSEC3)", url="https://www.rfc-editor.org/rfc/rfc5155#section-8"
        ),
        Reference(
            title="RFC 8914, section 4 (extended errors)",
            url="https://www.rfc-editor.org/rfc/rfc8914#section-4",
        ),
        Reference(title="RFC 9904 (algorithms)", url="https://www.rfc-editor.org/rfc/rfc9904"),
        Reference(title="RFC 9905 (SHA-1 in DNSSEC)", url="https://www.rfc-editor.org/rfc/rfc9905"),
        Reference(title="IANA, root trust anchors", url="https://www.iana.org/dnssec/files"),
    ),
    since="0.1.0",
    judge=judge,
)
