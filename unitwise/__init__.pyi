from catalogue import *  # noqa: F403
from solver import *  # noqa: F403

__version__: str
