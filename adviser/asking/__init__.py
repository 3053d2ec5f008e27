"""What a person asks, without a face: nothing here prints, or knows of a terminal or a browser.

What cannot be understood is raised as :class:`~adviser.asking.faults.NotUnderstood`, which has
every fault as data; what is only odd is told to the :data:`~adviser.asking.notes.Tell` that is
handed in.
"""
