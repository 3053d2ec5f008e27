"""Words by which programs and people say whether something was achieved, and those beside them."""

from __future__ import annotations

ACHIEVED = (
    "achieved", "pass", "passed", "merit", "distinction", "credit", "complete", "completed",
    "awarded", "certificated", "certified", "competent", "successful", "yes",
    "full achievement", "fully achieved", "high pass", "distinction star", "starred distinction",
    "claimed", "certificate claimed", "certificate received", "certificate sent",
    "certificate issued", "recognised", "recognized", "credit transfer", "credit transferred",
    "exempt", "exempted", "exemption", "previously achieved", "granted", "satisfactory", "met",
    "attained", "signed off", "sign off", "approved", "proficient", "capable", "done", "finished",
    "full", "ach", "dist", "comp", "cmp", "compensated", "condoned", "certificate printed",
)  # fmt: skip
"""Words that say that something was achieved."""

NOT_ACHIEVED = (
    "not achieved", "fail", "failed", "withdrawn", "referred", "continuing", "in progress",
    "registered", "planned", "transferred",
    "absent", "active", "awaiting result", "cancelled", "current", "deferred", "discontinued",
    "enrolled", "in learning", "incomplete", "left", "no", "no achievement", "on hold",
    "on programme", "ongoing", "outstanding", "partial", "partial achievement",
    "partially achieved", "pending", "refer", "referral", "resit", "resubmission", "resubmit",
    "started", "suspended", "unclassified", "ungraded", "unsuccessful", "void", "withdrew",
    "revoked", "voided", "rescinded", "rejected", "declined", "denied", "refused", "terminated",
    "nyc", "nya", "to do", "inadequate", "insufficient", "unsatisfactory", "working towards",
    "not registered", "submitted", "assigned", "lapsed", "expired", "retake", "draft",
    "abs", "dns", "dnf", "did not sit", "did not attend", "no show", "not attempted", "not taken",
    "not sat", "booked", "scheduled", "wd", "leaver", "break in learning", "on track",
    "still to do", "remaining", "unmarked", "not marked", "no result", "transferred out",
    "developing", "emerging", "near miss", "not yet", "wdr", "wdn", "wth", "cont",
    "wip", "bil", "inc", "resub", "extension", "more evidence needed", "more evidence required",
    "more work needed", "more work required", "unassessed", "dropped", "dropped out", "overdue",
    "withheld", "dna", "did not submit", "non submission", "not submitted", "certificate withheld",
    "under investigation", "under appeal", "with assessor", "with iqa",
    "attended only", "audit only", "opted out", "excluded", "expelled", "claim pending",
    "submitted for marking", "sent for marking", "closed not achieved", "no submission",
    "entered in error", "in error", "not yet certificated",
)  # fmt: skip
"""Words that say that it was not, or not yet."""

NEITHER = ("", "na", "notapplicable", "none", "null", "nil", "tbc", "tba")

SAMPLING = {"sampled", "notsampled", "unsampled", "notselected", "notforsampling"}
"""Whether a verifier looked at it, by letters alone: most of what was achieved is not looked at."""

FOR = (
    "achiev", "attain", "pass", "merit", "distinction", "complete", "completion", "award", "certif",
    "competen", "successful", "claim", "recogni", "exempt", "grant", "satisf", "proficien",
    "capable", "approv", "finish",
)  # fmt: skip
"""How words begin that say that something was achieved."""

WHOLLY = {
    "met", "meet", "meets", "full", "fully", "credit", "credited", "done", "cert", "compensated",
    "condoned",
}  # fmt: skip
"""Whole words that say so."""

AGAINST = (
    "fail", "withdr", "refer", "resubmi", "resit", "retake", "void", "revok", "rescind", "reject",
    "declin", "denied", "refus", "terminat", "discontinu", "cancel", "suspend", "defer", "absent",
    "incomplet", "unsuccess", "insufficien", "inadequa", "nyc", "nya", "outstanding", "ongoing",
    "continu", "progress", "planned", "enrol", "regist", "active", "started", "hold", "left",
    "unsatisf", "lapse", "expire", "annul", "unclassif", "ungraded", "draft", "quash", "strip",
    "dropp", "decommit", "unassess", "ineligib", "deceas", "plagiar", "overdue", "withh",
)  # fmt: skip
"""How words begin that say that it was not."""

UNDOING = (
    "void", "revok", "rescind", "reject", "annul", "quash", "withdr", "overturn", "strip", "remov",
    "disqualif", "refus", "denied", "declin", "cancel", "invalid", "forfeit", "deregist",
    "malpract",
)  # fmt: skip
"""How words begin that undo whatever else is said: a pass that is void is none."""

TURNING = (
    "not", "non", "never", "without", "yet", "partial", "partially", "partly", "part", "nearly",
    "almost", "half", "near", "await", "awaiting", "pending", "due", "ready", "expected", "expect",
    "predicted", "predict", "forecast", "target", "towards", "toward", "working", "to", "for",
    "be", "requires", "required", "needs", "provisional", "provisionally", "submitted", "until",
    "subject", "nothing", "none", "nil", "zero", "cannot", "cant", "unable", "hasnt", "havent",
    "didnt", "wasnt", "isnt", "couldnt",
)  # fmt: skip
"""Words that say of an achievement beside them that it is not there, or not yet."""

ALSO = ("previously", "already", "unit", "rpl", "apl", "by", "via", "iv", "iqa",
         "eqa", "ev", "internally", "externally", "verified", "and", "the", "with", "in", "of",
         "on", "star", "high", "low", "first", "attempt", "assessment", "assessed", "received",
         "sent", "issued", "apel", "signed", "sign", "off", "all", "criteria", "standard",
         "no", "action",
         "transfer", "transferred", "prior", "learning", "level", "competency", "recognition",
         "result", "outcome", "status", "grade", "exam", "test", "portfolio", "did", "does", "do",
         "aim", "qa", "made", "ivd", "iqad", "sampled", "time", "upheld", "has", "have", "been",
         "credits", "late", "early")  # fmt: skip
"""Words that say nothing of it themselves, and that may stand beside those that do."""
