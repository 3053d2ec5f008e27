"""A small laboratory: how long a proven answer takes, beside other solvers and at growing sizes."""
