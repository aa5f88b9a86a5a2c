"""What follows from the pixels and the first findings together: one file, one second look."""
