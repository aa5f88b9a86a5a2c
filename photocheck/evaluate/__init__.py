"""Recall, precision and speed on labelled photos."""
