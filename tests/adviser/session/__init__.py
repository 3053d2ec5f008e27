"""Tests of the what-if session."""
