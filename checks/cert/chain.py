"""cert.chain: the server sends the certificates of its path, all of them, no others, in order."""

from pydantic import JsonValue

from checks.cert._chains import judge_chains, unverified
from checks.check import Check
from checks.facts import (
    Absent,
    CertificateChain,
    Facts,
    FactsAbsentError,
    FactsMissingError,
    Part,
    TlsFacts,
)
from checks.facts.tls import NOT_LOOKED_AT, Arrangement
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

FAULTS: dict[Arrangement, Text] = {
    "missing_intermediate": Text(vi="thiếu chứng thư số trung gian", en="an intermediate is missing"),
    "surplus": Text(vi="thừa chứng thư số không liên quan", en="certificates of no use are sent along"),
    "misordered": Text(vi="sai thứ tự", en="the order is wrong"),
}
RIGHT = Text(
    vi="Máy chủ gửi đủ chuỗi chứng thư số và đúng thứ tự.",
    en="The server sends the whole certificate chain, in order.",
)
SEE_TRUSTED = Text(
    vi="Máy chủ có vẻ gửi thiếu chứng thư số trung gian; lỗi này được tính ở cert.trusted.",
    en="An intermediate seems to be missing; this is counted as a finding of cert.trusted.",
)
NO_PATH = Absent(detail="no path to a trusted root to compare the list with: see cert.trusted")
OTHER_TIMES = {"expired", "not_yet_valid"}  # a path was found, for another day


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """The worst of the chains."""
    return judge_chains(facts, _judge_chain)


def _judge_chain(chain: CertificateChain) -> Judgement:
    """The list is judged where a path was found; one that was not found is cert.trusted's finding, once."""
    if chain.trusted is None:
        raise FactsMissingError(unverified(chain))
    if chain.trust_problem == "incomplete":
        return Judgement(outcome=Outcome.INFO, severity=Severity.INFO, summary=SEE_TRUSTED)
    if not chain.trusted and chain.trust_problem not in OTHER_TIMES:
        raise FactsAbsentError(NO_PATH)
    if chain.arrangement is None:
        raise FactsMissingError(NOT_LOOKED_AT)
    evidence: dict[str, JsonValue] = {
        "faults": list(chain.arrangement),
        "certificates_sent": chain.certificates_sent or len(chain.certificates),
        "certificates_on_path": len(chain.verified_chain),
    }
    if chain.arrangement:
        return Judgement(outcome=Outcome.FAIL, summary=_faulty(chain.arrangement), evidence=evidence)
    return Judgement(outcome=Outcome.PASS, summary=RIGHT, evidence=evidence)


def _faulty(faults: tuple[Arrangement, ...]) -> Text:
    texts = [FAULTS[fault] for fault in faults]
    return Text(
        vi=f"Chuỗi chứng thư số máy chủ gửi chưa đúng: {', '.join(text.vi for text in texts)}.",
        en=f"The certificate chain is not sent as it should be: {', '.join(text.en for text in texts)}.",
    )


CHECK = Check(
    id="cert.chain",
    title=Text(vi="Chuỗi chứng thư số đầy đủ, đúng thứ tự", en="Complete and ordered certificate chain"),
    finding=Text(
        vi="Chuỗi chứng thư số thiếu, thừa hoặc sai thứ tự",
        en="Certificate chain incomplete or out of order",
    ),
    rationale=Text(
        vi="Thiếu chứng thư số trung gian, trình duyệt trên máy tính thường tự tìm được nhưng ứng dụng di"
        " động, phần mềm kết nối và thiết bị khác báo lỗi. Chứng thư số thừa làm chậm mọi kết nối; sai thứ tự"
        " khiến phần mềm cũ không xác thực được.",
        en="Without an intermediate, desktop browsers often find it by themselves, while mobile applications,"
        " integrations and other clients fail. Surplus certificates slow every connection down; older"
        " software cannot verify a wrong order.",
    ),
    remediation=Text(
        vi="Cài tệp gồm chứng thư số của máy chủ rồi đến các chứng thư số trung gian theo thứ tự, không kèm"
        " chứng thư số gốc. IIS: nhập chứng thư số trung gian vào kho “Intermediate Certification"
        " Authorities” và xóa các bản cũ.\n"
        "nginx: ssl_certificate /etc/ssl/fullchain.pem;\n"
        "Apache: SSLCertificateFile /etc/ssl/fullchain.pem",
        en="Install one file with the server's certificate first, then the intermediates in order, without"
        " the root. IIS: import the intermediates into the store “Intermediate Certification Authorities” and"
        " remove old ones.\n"
        "nginx: ssl_certificate /etc/ssl/fullchain.pem;\n"
        "Apache: SSLCertificateFile /etc/ssl/fullchain.pem",
    ),
    severity=Severity.MEDIUM,
    needs=(TlsFacts,),
    parts=(Part.TLS_CERTIFICATES,),
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.INFO, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="RFC 8446, section 4.4.2", url="https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2"
        ),
        Reference(
            title="RFC 5246, section 7.4.2", url="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.2"
        ),
    ),
    since="0.1.0",
    judge=judge,
)
