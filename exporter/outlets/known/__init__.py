"""The known outlets, one module each.

A module here holds one ``Profile`` under the name ``PROFILE``.  It is found because it
is in this folder; no other file names it.
"""
