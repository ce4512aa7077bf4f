"""What the routes take and give, where it is not a value of `bot.models`; shapes as the command line's --json has them.

Requests are strict: what the schema does not allow is refused, not guessed at.
"""
