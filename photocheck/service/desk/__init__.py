"""The review desk: a page on a whole run, where people decide about what was found, and why."""
