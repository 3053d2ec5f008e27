from .answers import (
    show_answer as show_answer,
    show_audit as show_audit,
    show_explanation as show_explanation,
)
from .cases import cases_csv as cases_csv, cases_picture as cases_picture, show_cases as show_cases
from .catalogue import show_qualification as show_qualification
from .compare import show_comparison as show_comparison
from .tradeoff import picture as picture, show_tradeoff as show_tradeoff
from .transfer import show_transfer as show_transfer
from .why import show_why as show_why
