"""What a clinic's own records say in figures: counts, waits and shares, and nothing of any one patient.

A count may be as small as one: the figures are the clinic's own, for its manager, and not for publication.
"""
