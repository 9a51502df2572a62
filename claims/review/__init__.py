"""The rules of the desk: who may do what to a claim, and what must be true first.

Every path (form, inline, bulk action, import, command) comes through here. Problems are values; what is
done in spite of them raises `Refused` and changes nothing.
"""
