"""Tables in other layouts, unfolded to one achievement a row."""
