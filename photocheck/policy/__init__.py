"""Rules, and the judge that applies them to a report: no pixels, no files but policies."""
