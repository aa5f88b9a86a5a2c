"""The model store, and the only module that imports the inference engine."""
