"""Documents read into drafts."""
