"""Atoms and relations, put together to the rules and the further needs of a qualification."""
