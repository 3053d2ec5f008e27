"""Answers, as frozen facts that can be written as JSON."""
