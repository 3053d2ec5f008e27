"""Tests of what answers are printed on."""
