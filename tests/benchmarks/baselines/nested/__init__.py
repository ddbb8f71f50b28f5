"""The same API the usual way: one wide model, nested ModelSerializers, flags by the ORM, REST framework's tokens.

Written as a team without a reason to hurry would. Where a choice is open it is the quicker one: it keeps only the
questions that everyone is asked and leaves out the follow-ups of the same body, and its rules are a few plain lines.
"""
