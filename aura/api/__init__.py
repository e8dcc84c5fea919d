"""The JSON API, under ``/api/v1``: one file for each feature, three lines for each route.

Bodies and answers are the core's own structs, so that one set of rules checks everything; errors are
problem+json (``problems``).  A change of a part needs ``If-Match`` with the tag its reader was given.
"""
