"""The lab's servers, real ones: Knot DNS, Unbound, nginx and Postfix, each as one process of a namespace."""

import pwd
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.scanner.hosts.machines import MAIL_SERVERS, NAME_SERVERS, PAGES, POSTFIX, RESOLVER, Page
from tests.scanner.hosts.namespaces import Namespace, program
from tests.scanner.probes.knot import CONFIGURATION
from tests.scanner.probes.nginx import SETUP

MASTER = Path("/usr/lib/postfix/sbin/master")
PROGRAMS = ("knotd", "unbound", "nginx", "postfix")
UNBOUND = """
server:
    directory: "{folder}"
    chroot: ""
    username: ""
    pidfile: ""
    use-syslog: no
    do-daemonize: no
    num-threads: 1
    {interfaces}
    access-control: 0.0.0.0/0 allow
    access-control: ::/0 allow
    root-hints: "{folder}/root.hints"
    trust-anchor-file: "{folder}/root.ds"
remote-control:
    control-enable: no
"""
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
myhostname = mail.gov.vn
mydestination =
local_recipient_maps =
alias_maps =
inet_interfaces = all
inet_protocols = all
smtpd_peername_lookup = no
smtpd_client_event_limit_exceptions = static:all
smtpd_tls_security_level = may
smtpd_tls_chain_files = {folder}/chain.pem
smtpd_tls_protocols = >=TLSv1.2
tls_medium_cipherlist = ALL:@SECLEVEL=0
"""
MASTER_TABLE = "postlog unix-dgram n - n - 1 postlogd\ntlsmgr unix - - n 1000? 1 tlsmgr\n"


def start_knot(world: Namespace, zones: Mapping[str, str], folder: Path) -> None:
    """Every zone, at every name server that answers; each zone by its name without the final dot."""
    for name, text in zones.items():
        (folder / f"{'' if name == '.' else name}.zone").write_text(text)
    served = [address for machine in NAME_SERVERS.values() for address in machine.serves]
    listed = "\n".join(f'  - domain: "{name}"' for name in zones)
    listen = ", ".join(f"{address}@53" for address in served)
    text = CONFIGURATION.format(port=53, folder=folder, zones=listed).replace("127.0.0.1@53", f"[ {listen} ]")
    (folder / "knot.conf").write_text(text)
    log = folder / "knot.log"
    server = world.start([program("knotd"), "-c", str(folder / "knot.conf")], log)
    world.wait_for(server, log, "tcp", 53, len(served))


def start_unbound(world: Namespace, anchor: str, folder: Path) -> None:
    """The scanner's resolver, after the name servers: it knows the root's, and its trust anchor."""
    (folder / "root.ds").write_text(anchor)
    (folder / "root.hints").write_text(_hints())
    interfaces = "\n    ".join(f"interface: {address}" for address in RESOLVER)
    (folder / "unbound.conf").write_text(UNBOUND.format(folder=folder, interfaces=interfaces))
    already, log = world.listens("tcp", 53), folder / "unbound.log"
    # AppArmor, which goes by a program's path, lets Debian's own read nothing but its folders.
    copy = shutil.copy(program("unbound"), folder / "unbound")
    server = world.start([str(copy), "-d", "-p", "-c", str(folder / "unbound.conf")], log)
    world.wait_for(server, log, "tcp", 53, already + len(RESOLVER))


def _hints() -> str:
    return "".join(
        f". 3600000 NS {name}.nic.gov.vn.\n{name}.nic.gov.vn. 3600000 {'AAAA' if ':' in one else 'A'} {one}\n"
        for name in ("ns1", "ns2")
        for one in NAME_SERVERS[name].told
    )


def start_nginx(world: Namespace, certificate: tuple[Path, Path], folder: Path) -> None:
    """Every page; with one certificate for all names."""
    head, _, _ = SETUP.format(folder=folder, listen="", directives="").partition("server {")
    files = f"ssl_certificate {certificate[0]}; ssl_certificate_key {certificate[1]};\n"
    blocks = "".join(map(_block, PAGES))
    (folder / "nginx.conf").write_text(f"{head}default_type text/html;\n{files}{blocks}}}\n")
    log = folder / "nginx.log"
    command = [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(log)]
    server = world.start(command, log)
    world.wait_for(server, log, "tcp", 80, len(PAGES))


def _block(page: Page) -> str:
    where = f"[{page.address}]" if ":" in page.address else page.address
    listen = "".join(f"listen {where}:{port}{' ssl' if port == 443 else ''}; " for port in page.ports)
    return f"server {{ {listen} location / {{ return {page.status} '{page.text}'; }} }}\n"


def start_postfix(world: Namespace, certificate: tuple[Path, Path], folder: Path) -> None:
    """Every mail server that accepts, each with settings of its own. No mail is taken: there is no queue."""
    file, key = certificate
    (folder / "chain.pem").write_bytes(key.read_bytes() + file.read_bytes())
    _make_rooms(folder, ("data", "queue", "queue/pid", "queue/private", "queue/public"))
    (folder / "main.cf").write_text(MAIN.format(folder=folder))
    served = [(name, address) for name, one in MAIL_SERVERS.items() for address in one.serves]
    (folder / "master.cf").write_text(MASTER_TABLE + "".join(_services(served)))
    log = folder / "master.log"
    server = world.start([str(MASTER), "-c", str(folder), "-d"], log)
    world.wait_for(server, log, "tcp", 25, len(served))


def _services(served: Iterable[tuple[str, str]]) -> Iterable[str]:
    for name, address in served:
        where = f"[{address}]" if ":" in address else address
        own = f" -o {POSTFIX[name]}" if name in POSTFIX else ""
        yield f"{where}:25 inet n - n - - smtpd{own}\n"


def _make_rooms(folder: Path, names: Iterable[str]) -> None:
    owner = pwd.getpwnam("postfix").pw_uid
    for name in names:
        (folder / name).mkdir()
        if name != "queue":
            shutil.chown(folder / name, owner)
