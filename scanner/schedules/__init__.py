"""When scans begin by themselves: schedules, what is due, and the daemon that carries it out."""
