"""Answers in words, as blocks: the one room that has sentences for people, for every medium."""
