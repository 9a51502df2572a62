"""The door: logging in, one's own second factor, whose role needs one. The rules are `access`'s."""
