"""The answers of the API as tools of the Model Context Protocol, over standard input and output.

An assistant that would otherwise guess about a rule of combination can ask for a proof. What the
tools are is said in ``tools``, which knows nothing of the protocol; only ``server`` imports it.
"""
