"""How single things are written: references, figures, windows, headings, titles, lines of a list."""
