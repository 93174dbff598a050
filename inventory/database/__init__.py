"""Where the inventory and its history are kept: tables, migrations, transactions."""
