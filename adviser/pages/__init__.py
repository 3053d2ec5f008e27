"""Blocks to each medium: a terminal or pipe, HTML, Markdown, sheets, pictures."""
