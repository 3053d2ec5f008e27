"""Documents of many layouts with what is true of them, and what the importer makes of each."""
