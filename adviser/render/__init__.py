"""Results to words and tables: the one room that has sentences for people."""

from adviser.render.answers import show_answer, show_audit, show_explanation
from adviser.render.catalogue import show_list, show_qualification
from adviser.render.tradeoff import picture, show_tradeoff
from adviser.render.transfer import show_transfer
from adviser.render.why import show_why

__all__ = [
    "picture",
    "show_answer",
    "show_audit",
    "show_explanation",
    "show_list",
    "show_qualification",
    "show_tradeoff",
    "show_transfer",
    "show_why",
]
