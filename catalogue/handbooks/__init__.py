"""Documents of awarding organisations, read into drafts of qualification files.

A document becomes blocks (:mod:`.blocks`, :mod:`.readers`), blocks become unit rows (:mod:`.grids`,
:mod:`.lines`) and sections (:mod:`.sections`), sentences become atoms (:mod:`.islands`), and atoms
rules (:mod:`.assembly`). What readers of a thing do not agree on, what does not add up, and what is
not printed is a doubt with a name (:mod:`.doubts`); nothing is chosen silently.
"""
