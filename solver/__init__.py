"""What follows from a rule of combination: plans that are proven best, or proof of none.

What the package offers is named in ``__init__.pyi``, and imported when it is first asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
