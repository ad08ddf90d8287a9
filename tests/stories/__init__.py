"""Tests of exporter.stories."""
