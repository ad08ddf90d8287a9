"""The illustrations of the sample archive, one function each.

Importing this package registers every picture with ``scenes.brush``; the
modules are named after what they show.
"""
