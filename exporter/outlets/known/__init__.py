"""The outlets that are known, one module each.

A module here holds one ``Profile`` under the name ``PROFILE``.  It is found because it
lies in this folder: no other file names it.
"""
