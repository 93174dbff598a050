"""Letters that urge an operating unit on (công văn đôn đốc): its own systems, what each lacks, by when."""
