"""Which services administer a machine, hold its data or share its files, and how ports are matched to them.

A service that was identified by its answer is judged by its name or product; one that was not, by the port it
is known to use. Names are those of nmap's service table, as the probe supplies them.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from checks.facts import OpenPort


class ServiceKind(StrEnum):
    """What a service that should not face the Internet is for."""

    REMOTE_ADMIN = "remote_admin"
    DATABASE = "database"
    FILE_SHARING = "file_sharing"


class Service(NamedTuple):
    """One service. ``names``: nmap's. ``ports``: those that hardly anything else uses.

    ``products``: parts of the product text, in lower case.
    """

    label: str
    kind: ServiceKind
    names: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    products: tuple[str, ...] = ()
    critical: bool = False


_ADMIN = ServiceKind.REMOTE_ADMIN
_DATA = ServiceKind.DATABASE
_FILES = ServiceKind.FILE_SHARING

SERVICES: tuple[Service, ...] = (
    Service("SSH", _ADMIN, ("ssh",), (22,)),
    Service("Telnet", _ADMIN, ("telnet", "telnets"), (23, 992), critical=True),
    Service("RDP", _ADMIN, ("ms-wbt-server", "rdp"), (3389,)),
    Service(
        "VNC",
        _ADMIN,
        ("vnc", "vnc-http", "vnc-1", "vnc-2", "vnc-3"),
        (5800, 5900, 5901, 5902, 5903),
        critical=True,
    ),
    Service("WinRM", _ADMIN, ("wsman", "wsmans"), (5985, 5986)),
    Service("X11", _ADMIN, ("x11", "x11:0", "x11:1", "x11:2", "xdmcp"), (6000,)),
    Service("IPMI", _ADMIN, ("asf-rmcp", "ipmi", "ipmi-usb"), (623, 664), ("idrac", "integrated lights-out")),
    Service("rlogin/rsh/rexec", _ADMIN, ("login", "shell", "exec"), (512, 513, 514)),
    Service("Radmin", _ADMIN, ("radmin",), (4899,)),
    Service("TeamViewer", _ADMIN, ("teamviewer",), (5938,)),
    Service("pcAnywhere", _ADMIN, ("pcanywheredata", "pcanywherestat"), (5631,)),
    Service("Cisco Smart Install", _ADMIN, ("smart-install",), (4786,)),
    Service("MikroTik", _ADMIN, ("winbox",), (8291,), ("mikrotik", "routeros")),
    Service("VMware", _ADMIN, ("vmware-auth",), (902,), ("vmware esx", "vmware vcenter")),
    Service("Proxmox VE", _ADMIN, (), (8006,), ("proxmox",)),
    Service("Webmin", _ADMIN, ("webmin",), (), ("webmin", "miniserv")),
    Service("Docker", _ADMIN, ("docker",), (2375, 2376), ("docker",), critical=True),
    Service("Kubernetes", _ADMIN, ("kubernetes", "kubelet"), (6443, 10250), ("kubernetes",)),
    Service("MySQL/MariaDB", _DATA, ("mysql", "mysqlx"), (3306, 33060), ("mysql", "mariadb")),
    Service("PostgreSQL", _DATA, ("postgresql",), (5432,), ("postgresql",)),
    Service(
        "SQL Server", _DATA, ("ms-sql-s", "ms-sql-m", "ms-sql2000"), (1433, 1434), ("microsoft sql server",)
    ),
    Service("Oracle", _DATA, ("oracle", "oracle-tns", "oracle-db"), (1521,), ("oracle tns",)),
    Service("MongoDB", _DATA, ("mongod", "mongodb"), (27017, 27018, 27019), ("mongodb",)),
    Service("Redis", _DATA, ("redis",), (6379,), ("redis", "valkey")),
    Service("Elasticsearch", _DATA, ("elasticsearch",), (9200, 9300), ("elasticsearch", "opensearch")),
    Service("memcached", _DATA, ("memcache", "memcached"), (11211,), ("memcached",)),
    Service("CouchDB", _DATA, ("couchdb",), (5984,), ("couchdb",)),
    Service("Cassandra", _DATA, ("cassandra", "cassandra-native"), (9042,), ("cassandra",)),
    Service("DB2", _DATA, ("ibm-db2", "ibm-db2-admin", "drda"), (523,), ("db2",)),
    Service("Firebird", _DATA, ("firebird", "gds_db"), (3050,), ("firebird",)),
    Service("ClickHouse", _DATA, ("clickhouse",), (), ("clickhouse",)),
    Service("InfluxDB", _DATA, ("influxdb",), (), ("influxdb",)),
    Service("Neo4j", _DATA, ("neo4j", "bolt"), (7687,), ("neo4j",)),
    Service("ZooKeeper", _DATA, ("zookeeper",), (2181,), ("zookeeper",)),
    Service("etcd", _DATA, ("etcd-client",), (2379,), ("etcd",)),
    Service("FTP", _FILES, ("ftp", "ftps", "ftp-data", "ftp-proxy"), (20, 21, 990)),
    Service("SMB", _FILES, ("microsoft-ds", "netbios-ssn", "smb"), (139, 445), ("samba",)),
    Service("NFS", _FILES, ("nfs", "nfs_acl", "mountd"), (2049,)),
    Service("rsync", _FILES, ("rsync",), (873,)),
    Service("AFP", _FILES, ("afp", "afpovertcp"), (548,)),
    Service("iSCSI", _FILES, ("iscsi",), (3260,)),
)

HTTP_NAMES = frozenset({"http", "https", "http-alt", "https-alt", "http-proxy", "ssl/http"})
UNNAMED = frozenset({"", "unknown", "tcpwrapped"})  # the answer did not tell which service this is

_BY_NAME = {name: service for service in SERVICES for name in service.names}
_BY_PORT = {port: service for service in SERVICES for port in service.ports}


def service_of(port: OpenPort, web_ports: Iterable[int] = ()) -> Service | None:
    """The entry for an open port; None when it is none of these, such as plain HTTP.

    A port of ``web_ports`` is judged by its answer only, never by its number.
    """
    name = port.service.lower().removeprefix("ssl/")
    if not port.identified or name in UNNAMED:
        return None if port.port in web_ports else _BY_PORT.get(port.port)
    if name not in HTTP_NAMES and name in _BY_NAME:
        return _BY_NAME[name]
    return _by_product(port.product.lower())


def ports_of(kind: ServiceKind) -> tuple[int, ...]:
    """Every port that the services of one kind are known to use, sorted: a scan tries them all."""
    return tuple(sorted(port for service in SERVICES if service.kind is kind for port in service.ports))


def _by_product(product: str) -> Service | None:
    matching = (service for service in SERVICES for part in service.products if part in product)
    return next(matching, None)
