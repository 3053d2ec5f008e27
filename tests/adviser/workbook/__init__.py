"""Tests of the tables of a cohort."""
