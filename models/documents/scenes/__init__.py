"""Drawn scenes with pages, screens, boards, cards and notes: what the page detector is trained on."""
