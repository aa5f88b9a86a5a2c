"""One file, one detector: faces, text, codes, metadata."""
