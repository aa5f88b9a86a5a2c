"""How a report is told: one file, one format. A format decides nothing."""
