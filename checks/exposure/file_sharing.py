"""exposure.file_sharing: nobody on the Internet reaches shared files."""

from checks.check import Check
from checks.exposure._findings import judge_kind
from checks.exposure._service_table import ServiceKind
from checks.exposure._services import ports_of
from checks.facts import Facts, Part, PortFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

WHAT = Text(vi="dịch vụ chia sẻ tệp", en="file sharing service")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """FTP counts with TLS too: what is shared should not be for everyone to try."""
    return judge_kind(facts, ServiceKind.FILE_SHARING, WHAT)


CHECK = Check(
    id="exposure.file_sharing",
    title=Text(vi="Không mở dịch vụ chia sẻ tệp ra Internet", en="No file sharing open to the Internet"),
    finding=Text(vi="Dịch vụ chia sẻ tệp mở ra Internet", en="File sharing open to the Internet"),
    rationale=Text(
        vi="FTP, SMB, NFS và rsync được thiết kế cho mạng nội bộ: mật khẩu thường không mã hóa, và lỗ hổng "
        "SMB từng làm mã độc lây lan diện rộng.",
        en="FTP, SMB, NFS and rsync were made for internal networks: passwords often go unencrypted, and "
        "weaknesses of SMB have spread malware far and wide.",
    ),
    remediation=Text(
        vi="Chặn các cổng chia sẻ tệp trên tường lửa; cập nhật trang web qua SFTP trong VPN thay cho FTP.\n"
        "Linux: systemctl disable --now vsftpd smbd nfs-server rsync\n"
        "Windows: Disable-NetFirewallRule -DisplayGroup 'File and Printer Sharing'",
        en="Block file sharing at the firewall; publish to websites by SFTP within a VPN instead of FTP.\n"
        "Linux: systemctl disable --now vsftpd smbd nfs-server rsync\n"
        "Windows: Disable-NetFirewallRule -DisplayGroup 'File and Printer Sharing'",
    ),
    severity=Severity.HIGH,
    needs=(PortFacts,),
    parts=(Part.PORTS_NAMED,),
    ports=ports_of(ServiceKind.FILE_SHARING),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(title="TCVN 11930:2017, 7.2.1.2 Kiểm soát truy cập từ bên ngoài mạng", verified=False),
        Reference(title="CIS Controls v8, 4.8", url="https://www.cisecurity.org/controls/v8"),
    ),
    since="0.1.0",
    judge=judge,
)
