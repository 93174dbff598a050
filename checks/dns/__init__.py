"""The domain name system: what a name's records give away, and where they lead."""
