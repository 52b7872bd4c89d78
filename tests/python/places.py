"""Where the tests work: a folder with `seeds` and an `index` of its articles, so that examples run as they are written."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ["QUOTEDEX"]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    subprocess.run([PROGRAM, "--quiet", "index", "seeds/articles"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(autouse=True)
def in_place(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test and example runs there."""
    monkeypatch.chdir(place)
