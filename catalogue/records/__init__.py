"""Records as other programs export them, read as the trade writes them."""
