"""Where looks are made: by workers, on any machine that reaches the PostgreSQL database and its queue."""
