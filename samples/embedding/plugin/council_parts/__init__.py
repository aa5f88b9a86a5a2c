"""What one council adds to photocheck."""
