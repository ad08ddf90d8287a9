"""Tests of ``exporter.search``."""
