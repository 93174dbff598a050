"""Who is told: digests, alarms and reminders to the units that must act, and news of the scanner itself."""
