"""The thirty hosts of the lab, each with the defect that its description tells and no other."""

from checks.model import Text
from scanner.lab.estate.host import (
    CBC,
    CSP,
    GOOD_HEADERS,
    HSTS,
    INTERMEDIATE,
    CertificateKind,
    Ipv6Mode,
    LabelMode,
    LabHost,
    ServiceKind,
    TlsBehaviour,
    V,
    WebBehaviour,
    headers,
)

UNSAFE_CSP = "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
LEAKY = {"Server": "Apache/2.4.29 (Ubuntu)", "X-Powered-By": "PHP/5.6.40"}
NO_SECURITY_HEADERS = {name: None for name, _ in GOOD_HEADERS if name != "Server"}

TLS_HOSTS = (
    LabHost(name="tot", about=Text(vi="Mọi thứ đúng chuẩn", en="Everything right")),
    LabHost(
        name="tot-hsts",
        about=Text(
            vi="Đúng chuẩn, HSTS cho cả tên miền con và preload",
            en="Everything right, HSTS with subdomains and preload",
        ),
        web=WebBehaviour(headers=headers({HSTS: "max-age=63072000; includeSubDomains; preload"})),
    ),
    LabHost(
        name="hien-dai",
        about=Text(vi="Chỉ chấp nhận TLS 1.3", en="TLS 1.3 only"),
        tls=TlsBehaviour(oldest=V.TLSv1_3),
    ),
    LabHost(
        name="trung-gian",
        about=Text(
            vi="Cấu hình trung gian của Mozilla, khóa RSA 2048", en="Mozilla's intermediate profile, RSA 2048"
        ),
        certificate=CertificateKind.RSA,
        label=LabelMode.LAZY,
    ),
    LabHost(
        name="cu-tls10",
        about=Text(vi="Chỉ có TLS 1.0", en="TLS 1.0 only"),
        tls=TlsBehaviour(oldest=V.TLSv1, newest=V.TLSv1, suites=CBC),
        certificate=CertificateKind.RSA,
    ),
    LabHost(
        name="cu-tls1x",
        about=Text(vi="TLS 1.0 đến 1.2 với bộ mã CBC cũ", en="TLS 1.0 to 1.2 with old CBC suites"),
        tls=TlsBehaviour(oldest=V.TLSv1, newest=V.TLSv1_2, suites=(*INTERMEDIATE, *CBC)),
        certificate=CertificateKind.RSA,
    ),
)

CERTIFICATE_HOSTS = (
    LabHost(
        name="het-han",
        about=Text(vi="Chứng thư số đã hết hạn", en="Expired certificate"),
        certificate=CertificateKind.EXPIRED,
    ),
    LabHost(
        name="sap-het-han",
        about=Text(vi="Chứng thư số hết hạn sau 10 ngày", en="Certificate expires in 10 days"),
        certificate=CertificateKind.EXPIRING,
    ),
    LabHost(
        name="tu-ky",
        about=Text(vi="Chứng thư số tự ký", en="Self-signed certificate"),
        certificate=CertificateKind.SELF_SIGNED,
    ),
    LabHost(
        name="sai-ten",
        about=Text(vi="Chứng thư số của tên miền khác", en="Certificate for another name"),
        certificate=CertificateKind.WRONG_NAME,
    ),
    LabHost(
        name="ca-la",
        about=Text(vi="Chứng thư số do tổ chức lạ cấp", en="Certificate from an unknown CA"),
        certificate=CertificateKind.UNKNOWN_CA,
    ),
    LabHost(
        name="khoa-yeu",
        about=Text(vi="Khóa yếu (RSA 1024)", en="Weak key (RSA 1024)"),
        certificate=CertificateKind.WEAK_KEY,
    ),
    LabHost(
        name="chu-ky-sha1",
        about=Text(vi="Chứng thư số ký bằng SHA-1", en="Certificate signed with SHA-1"),
        certificate=CertificateKind.SHA1,
    ),
)

WEB_HOSTS = (
    LabHost(
        name="khong-hsts",
        about=Text(vi="Không có HSTS", en="No HSTS"),
        web=WebBehaviour(headers=headers({HSTS: None})),
    ),
    LabHost(
        name="khong-chuyen-huong",
        about=Text(vi="HTTP không chuyển hướng sang HTTPS", en="Plain HTTP serves the page, no redirect"),
        web=WebBehaviour(redirects=False),
    ),
    LabHost(
        name="chi-http",
        about=Text(vi="Chỉ có HTTP, không có HTTPS", en="Plain HTTP only"),
        web=WebBehaviour(https=False, redirects=False),
    ),
    LabHost(
        name="cookie-xau",
        about=Text(
            vi="Cookie phiên thiếu Secure và HttpOnly", en="Session cookie without Secure and HttpOnly"
        ),
        web=WebBehaviour(cookie=""),
    ),
    LabHost(
        name="tieu-de-thieu",
        about=Text(
            vi="Không có tiêu đề bảo mật nào, và trang đã bị chèn liên kết cờ bạc",
            en="No security headers at all, and links to gambling have been injected",
        ),
        web=WebBehaviour(headers=headers(NO_SECURITY_HEADERS), tampered=True),
    ),
    LabHost(
        name="csp-yeu",
        about=Text(vi="CSP cho phép unsafe-inline", en="CSP allows unsafe-inline"),
        web=WebBehaviour(headers=headers({CSP: UNSAFE_CSP})),
    ),
    LabHost(
        name="lo-phien-ban",
        about=Text(vi="Lộ phiên bản phần mềm trong tiêu đề", en="Headers tell software versions"),
        web=WebBehaviour(headers=headers(LEAKY)),
    ),
    LabHost(
        name="khong-phan-hoi",
        about=Text(vi="Nhận kết nối nhưng không trả lời", en="Accepts connections and never answers"),
        web=WebBehaviour(silent=True),
    ),
    LabHost(
        name="dung-chung",
        about=Text(
            vi="Máy chủ dùng chung: thiếu HSTS, CSP yếu, chưa có TLS 1.3, chưa ký DNSSEC",
            en="Shared host: no HSTS, weak CSP, no TLS 1.3, no DNSSEC",
        ),
        signed=False,
        tls=TlsBehaviour(newest=V.TLSv1_2),
        web=WebBehaviour(headers=headers({HSTS: None, CSP: UNSAFE_CSP})),
    ),
)

OPEN_HOSTS = (
    LabHost(
        name="mo-csdl",
        about=Text(vi="Mở cổng Redis và MySQL", en="Open Redis and MySQL ports"),
        services=(ServiceKind.REDIS, ServiceKind.MYSQL),
    ),
    LabHost(
        name="mo-quan-tri",
        about=Text(vi="Mở cổng quản trị VNC và SSH", en="Open VNC and SSH ports"),
        services=(ServiceKind.VNC, ServiceKind.SSH),
    ),
    LabHost(
        name="mo-chia-se",
        about=Text(vi="Mở cổng chia sẻ tệp FTP", en="Open FTP port"),
        services=(ServiceKind.FTP,),
    ),
)

IPV6_AND_LABEL_HOSTS = (
    LabHost(
        name="khong-ipv6", about=Text(vi="Không có bản ghi AAAA", en="No AAAA record"), ipv6=Ipv6Mode.NONE
    ),
    LabHost(
        name="ipv6-hong",
        about=Text(vi="Có AAAA nhưng không kết nối được", en="AAAA record, but nothing listens"),
        ipv6=Ipv6Mode.BROKEN,
    ),
    LabHost(
        name="ipv6-khac",
        about=Text(vi="Nội dung qua IPv6 khác với IPv4", en="Other content over IPv6"),
        ipv6=Ipv6Mode.DIFFERENT,
    ),
    LabHost(
        name="khong-nhan",
        about=Text(vi="Cổng không có nhãn tín nhiệm mạng", en="Portal without the cyber-trust label"),
        label=LabelMode.NONE,
    ),
    LabHost(
        name="nhan-sai",
        about=Text(vi="Nhãn tín nhiệm mạng của tên miền khác", en="Cyber-trust label of another host"),
        label=LabelMode.OTHER_HOST,
    ),
)

HOSTS = (*TLS_HOSTS, *CERTIFICATE_HOSTS, *WEB_HOSTS, *OPEN_HOSTS, *IPV6_AND_LABEL_HOSTS)
