"""Published rules of combination, each as a small qualification written as a file."""

from __future__ import annotations

from tests.catalogue.real_amounts import AMOUNTS
from tests.catalogue.real_choices import CHOICES
from tests.catalogue.shapes import Shape

SHAPES: dict[str, Shape] = {**AMOUNTS, **CHOICES}
