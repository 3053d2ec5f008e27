"""``unitwise list``: what ``catalogue list`` says, for those who look for it here."""

from adviser.cli.catalogue_list import command as command
