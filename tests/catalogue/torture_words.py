"""Words of the torture layouts: headings, outcomes, ticks, and ways to write days and units."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

UNITS = {
    "T/506/2952": "Manage personal and professional development",
    "R/506/2151": "Resolve customers' complaints",
    "D/506/2962": "Understand customers and customer retention",
    "Y/506/2183": "Review the quality of customer service",
    "H/506/2963": "Develop a customer service network",
    "R/506/2179": "Champion customer service",
    "D/506/2153": "Organise the delivery of reliable service",
    "M/506/2898": "Manage team performance",
}
UNIT_HEADINGS = ("Unit", "Unit Ref", "Ofqual Unit Ref", "Unit Reference No.", "Module code",
                 "UnitAccreditationNumber", "URN", "Component Ref / Code")  # fmt: skip
TITLE_HEADINGS = ("Unit Title", "Title", "Description", "Name of unit", "Unit name", "Subject")
DATE_HEADINGS = ("Date achieved", "Achievement date", "Date of award", "Certificate date",
                 "Date claimed", "AchDate", "Unit completion date",
                 "Date Completed (dd/mm/yyyy)")  # fmt: skip
OUTCOME_HEADINGS = ("Result", "Unit status", "Outcome", "Assessor decision", "Final outcome",
                    "Achievement Status", "Verdict", "Certificate status")  # fmt: skip
PERSON_HEADINGS = ("Learner", "Learner's name", "Candidate Name", "Student", "Full name",
                   "Person Code", "ULN", "Learner Reference No", "Award holder")  # fmt: skip
WORDS = (
    ("Pass", "Fail"), ("Achieved", "Not achieved"), ("Competent", "Not yet competent"),
    ("Certificate claimed", "Registered"), ("Completed", "In progress"), ("P1", "F1"),
    ("Claimed", "Withdrawn"), ("Credit transfer", "Refer"), ("L2P", "NYC"),
    ("Competency achieved/pass", "Competency not achieved/fail"), ("Exempt", "Deferred"),
    ("IV complete", "Resubmission required"), ("Distinction", "Unclassified"),
)  # fmt: skip
TICKS = (
    ("Yes", "No"),
    ("Y", "N"),
    ("\N{CHECK MARK}", ""),
    ("x", ""),
    ("1", "0"),
    ("TRUE", "FALSE"),
)
TICK_HEADINGS = ("Unit Achieved", "Achieved?", "Completed", "Signed off", "Passed?")
DAYS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%d/%m/%Y}", lambda day: day.isoformat(), lambda day: f"{day:%d-%b-%Y}",
    lambda day: f"{day:%d.%m.%Y}", lambda day: f"{day:%Y%m%d}", lambda day: f"{day:%d %B %Y}",
    lambda day: f"{day:%d/%m/%Y} 00:00",
)  # fmt: skip
REFERENCES: tuple[Callable[[str], str], ...] = (
    lambda unit: unit, lambda unit: unit.replace("/", ""), str.lower,
    lambda unit: unit.replace("/", " "), lambda unit: unit.replace("/", "\N{NON-BREAKING HYPHEN}"),
    lambda unit: f"{unit} - {UNITS[unit]}", lambda unit: f"'{unit}", lambda unit: f'="{unit}"',
)  # fmt: skip
