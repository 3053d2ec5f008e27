"""From an edition and what is recognised to variables and bounds."""
