"""A process that parses files: names and bytes come in on stdin, what they come to goes out on stdout.

A line on stdout says that it is ready. To load what parsing needs takes longer than to read most files, and is done
before, so that the time limit for a file is for the file alone.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys

from ingest.errors import SourceError
from ingest.parsing import ParsedPolicy, parse_policy

_ANY = b"Retention\n\nWe keep the records of your account for thirty days after you have closed it. " * 3


def main() -> None:
    """Works until stdin ends; ends with the process that started it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it decides what an interrupt means
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    parse_policy("any.txt", _ANY)
    answers.write(b"ready\n")
    answers.flush()
    while True:
        try:
            name, data = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
        except EOFError:
            return
        answer: ParsedPolicy | SourceError
        try:
            answer = parse_policy(name, data)
        except SourceError as exc:
            answer = exc
        pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    main()
