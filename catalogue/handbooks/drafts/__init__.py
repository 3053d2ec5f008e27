"""Drafts: made of what was read, written with their evidence, reviewed, confirmed, asked about."""
