"""Immutable facts about photos: no pixels, no files, no numpy."""
