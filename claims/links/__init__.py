"""Asking whether an address still answers, without becoming a way into the newsroom's own network. Plain Python."""
