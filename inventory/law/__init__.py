"""The law as dated data: levels, authorities, time limits and working days."""
