"""Text that was read in, personal data out: one file, one recogniser."""
