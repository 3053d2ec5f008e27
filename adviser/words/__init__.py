"""Answers in words: the one room that has sentences for people."""
