"""What the program answers, to be compared with."""

import json
import subprocess
from typing import Any

from places import PROGRAM


def lines(*arguments: str) -> list[Any]:
    """The JSON Lines that the program prints."""
    return [json.loads(line) for line in _run("--format", "jsonl", *arguments).splitlines()]


def answer(*arguments: str) -> Any:
    """The JSON that the program prints."""
    return json.loads(_run("--format", "json", *arguments))


def _run(*arguments: str) -> str:
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout
