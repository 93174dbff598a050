"""Which services administer a machine, hold its data, share its files, run a plant or talk in clear.

Names are those of nmap's service table, as the probe supplies them.
"""

from enum import StrEnum
from typing import NamedTuple


class ServiceKind(StrEnum):
    """What a service that should not face the Internet is for."""

    REMOTE_ADMIN = "remote_admin"
    DATABASE = "database"
    FILE_SHARING = "file_sharing"
    CONTROL_SYSTEM = "control_systems"
    CLEARTEXT = "cleartext"


class Service(NamedTuple):
    """One service. ``names``: nmap's. ``ports``: those that hardly anything else uses.

    ``products``: parts of the product text, in lower case. ``only_there``: its names mean it on its own ports
    alone. ``fine_with_tls``: it is no finding where it is reached through TLS. ``in_clear``: passwords and
    what is typed travel in clear.
    """

    label: str
    kind: ServiceKind
    names: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    products: tuple[str, ...] = ()
    critical: bool = False
    only_there: bool = False
    fine_with_tls: bool = False
    in_clear: bool = False


_ADMIN = ServiceKind.REMOTE_ADMIN
_DATA = ServiceKind.DATABASE
_FILES = ServiceKind.FILE_SHARING
_PLANT = ServiceKind.CONTROL_SYSTEM
_CLEAR = ServiceKind.CLEARTEXT

SERVICES: tuple[Service, ...] = (
    Service("SSH", _ADMIN, ("ssh",), (22,)),
    Service("Telnet", _ADMIN, ("telnet", "telnets"), (23, 992), critical=True, in_clear=True),
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
    Service("rlogin/rsh/rexec", _ADMIN, ("login", "shell", "exec"), (512, 513, 514), in_clear=True),
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
    # Those of controllers and of what reads them; by number alone where their answers have no name of nmap's.
    Service("Modbus/TCP", _PLANT, ("mbap", "modbus"), (502,), ("modbus",)),
    Service("S7comm/MMS (ISO-TSAP)", _PLANT, ("iso-tsap", "s7comm"), (102,), ("simatic", "siemens s7")),
    Service("DNP3", _PLANT, ("dnp", "dnp3"), (20000,)),
    Service("OPC UA", _PLANT, ("opcua-tcp", "opc-ua", "opcua"), (4840,), ("opc ua", "opc-ua")),
    Service("EtherNet/IP", _PLANT, ("ethernetip-1", "ethernetip-2", "enip"), (44818,), ("ethernet/ip",)),
    Service("IEC 60870-5-104", _PLANT, ("iec-104",), (2404,)),
    Service("BACnet", _PLANT, ("bacnet",), (47808,), ("bacnet",)),
    Service("Niagara Fox", _PLANT, ("niagara-fox",), (1911, 4911), ("niagara fox", "tridium niagara")),
    Service("HART-IP", _PLANT, ("hart-ip",), (5094,)),
    Service("GE-SRTP", _PLANT, ("ge-srtp",), (18245, 18246)),
    Service("PCWorx", _PLANT, ("pcworx",), (1962,)),
    Service("ProConOS", _PLANT, ("proconos",), (20547,)),
    Service("CODESYS", _PLANT, ("codesys", "wago-io-system"), (2455,), ("codesys",)),
    Service("MELSEC-Q", _PLANT, ("melsec-q",), (5007,), ("melsec",)),
    Service("Red Lion Crimson", _PLANT, ("crimson",), (789,)),
    Service("MQTT", _PLANT, ("mqtt",), (1883,), ("mosquitto", "emqx", "hivemq"), fine_with_tls=True),
    # The names of mail and directories are told apart from their variants within TLS by the port's own flag.
    Service("POP3", _CLEAR, ("pop3", "pop3-proxy"), (110,), fine_with_tls=True, in_clear=True),
    Service("IMAP", _CLEAR, ("imap", "imap-proxy"), (143,), fine_with_tls=True, in_clear=True),
    Service("LDAP", _CLEAR, ("ldap", "globalcatldap"), (389, 3268), fine_with_tls=True, in_clear=True),
    Service("SNMP", _CLEAR, ("snmp",), (161,), fine_with_tls=True, in_clear=True),
    Service(
        "SMTP submission",
        _CLEAR,
        ("submission", "smtp", "smtp-proxy"),
        (587,),
        only_there=True,
        fine_with_tls=True,
        in_clear=True,
    ),
)
