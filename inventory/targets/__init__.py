"""The plan's targets: what is counted, how far it is, and when it will be reached."""
