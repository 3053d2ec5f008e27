"""Its own files: read with all faults at once, checked, listed, begun."""
