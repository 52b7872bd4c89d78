"""What the documents say of Python is true, and the notebook runs."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT


@pytest.mark.parametrize("document", ["seeds/GUIDE.md", "src/python/README.md"])
def test_examples_give_what_they_show(document: str) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / document).read_text(encoding="utf-8"), re.DOTALL)
    examples = "\n".join(block for block in blocks if ">>>" in block)
    test = doctest.DocTestParser().get_doctest(examples, {}, document, document, 0)
    assert len(test.examples) > 3
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=told.append)
    assert not told, "".join(told)


def test_the_notebook_goes_from_a_folder_to_who_is_quoted(tmp_path: Path) -> None:
    notebook = ROOT / "tests/examples/who_is_quoted.py"
    command = [sys.executable, notebook, "seeds/articles", tmp_path / "plot.svg"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Gustavo Petro" in done.stdout
    assert (tmp_path / "plot.svg").exists() or "matplotlib is not installed" in done.stdout
