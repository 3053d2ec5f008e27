"""The qualifications of a document: the groups, units and words that belong to each."""
