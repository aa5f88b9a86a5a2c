"""Open a photo upright and safely; its metadata; turning and tiling its pixels."""
