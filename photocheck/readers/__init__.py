"""Engines that read text in pixels: one file, one engine."""
