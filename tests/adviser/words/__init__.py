"""Tests of the words of answers."""
