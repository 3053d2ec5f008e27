"""Results to words and tables: the one room that has sentences for people."""

from adviser.render.answers import show_answer, show_audit, show_explanation
from adviser.render.cases import cases_csv, cases_picture, show_cases
from adviser.render.catalogue import show_list, show_qualification
from adviser.render.compare import show_comparison
from adviser.render.tradeoff import picture, show_tradeoff
from adviser.render.transfer import show_transfer
from adviser.render.why import show_why

__all__ = [
    "cases_csv",
    "cases_picture",
    "picture",
    "show_answer",
    "show_audit",
    "show_cases",
    "show_comparison",
    "show_explanation",
    "show_list",
    "show_qualification",
    "show_tradeoff",
    "show_transfer",
    "show_why",
]
