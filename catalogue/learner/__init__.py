"""What a learner brings: a record, its recognition, the exceptions agreed."""
