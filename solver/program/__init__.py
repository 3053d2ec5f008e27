"""Integer programs, their engine and its interruption; nothing here knows a qualification."""
