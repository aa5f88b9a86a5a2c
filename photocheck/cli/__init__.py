"""Thin click commands over the Screener."""
