"""Words and keys by which programs and people say what was achieved, in any order and case."""
