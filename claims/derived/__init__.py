"""What the database works out from the desk's rows by triggers, and keeps right: the word index and the tallies.

Nothing here is anybody's words: all of it can be thrown away and made anew from the rows (`rebuild`).
"""
