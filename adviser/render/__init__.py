"""Results to words and tables: the one room that has sentences for people.

Its names are in ``__init__.pyi``, and imported when they are first asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
