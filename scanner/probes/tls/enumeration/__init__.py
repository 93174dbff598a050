"""Which versions, suites and groups a server accepts, asked with as few connections as can be."""
