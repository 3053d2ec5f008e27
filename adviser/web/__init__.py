"""The adviser's desk in a browser, and the same answers for programs over HTTP.

Nothing of a learner is kept: what is held travels in the body of each request, and is gone with its
answer. Only this package knows of a web framework.
"""
