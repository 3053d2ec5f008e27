"""Results to words and tables: the one room that has sentences for people."""

from adviser.render.answers import show_answer, show_audit
from adviser.render.catalogue import show_list, show_qualification

__all__ = ["show_answer", "show_audit", "show_list", "show_qualification"]
