"""Designed pictures for scenes that bring none.

What a picture is drawn from is in ``spec``, which loads nothing; ``drawing`` draws it.
"""
