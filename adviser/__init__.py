"""How people ask: the command line, and the only wording for people."""

__all__: list[str] = []
