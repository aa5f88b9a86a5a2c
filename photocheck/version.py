"""The version that reports, stores and packages name."""

__version__ = "0.1.0"
