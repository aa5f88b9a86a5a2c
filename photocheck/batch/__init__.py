"""Many photos: on this machine's cores or on many machines, remembered, and carried on after a stop."""
