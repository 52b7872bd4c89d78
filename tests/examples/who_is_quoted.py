# %% [markdown]
# # Who is quoted?
#
# From a folder of pages to a plot of who is quoted, how, and since when. The cells run in Jupyter, VS Code and Spyder, and
# all of it as a program: `python tests/examples/who_is_quoted.py FOLDER [PLOT.svg]`. It needs `quotedex` and `pandas`;
# without `matplotlib` it prints tables.

# %%
import sys
from pathlib import Path

import pandas as pd
import quotedex

arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")] if "ipykernel" not in sys.modules else []
folder = arguments[0] if arguments else "seeds/articles"

# %% [markdown]
# Read every page, find who says what. What cannot be read is kept apart.

# %%
quotes = quotedex.extract(quotedex.read(folder), min_confidence=0.3, on_error="keep")
for unread in quotes.errors:
    print(f"not read: {unread.article}: {unread.error}")
print(quotes)

# %% [markdown]
# A data frame, a row a quote. What somebody did not say, denied, or only might say, is not counted as said.

# %%
frame = pd.DataFrame.from_arrow(quotes)
named = frame[frame["speaker_id"].notna() & (frame["polarity"] == "affirmed")]
words = named["text"].str.split().str.len()
by_speaker = (
    named.assign(words=words)
    .groupby("speaker_id")
    .agg(speaker=("speaker", "first"), quotes=("id", "size"), words=("words", "sum"), articles=("article_id", "nunique"))
    .sort_values(["quotes", "words"], ascending=False)
)
top = by_speaker.head(15)
print(top.to_string(index=False))

# %% [markdown]
# In their own words, or in the reporter's?

# %%
kinds = named[named["speaker_id"].isin(top.index)].groupby(["speaker_id", "kind"]).size().unstack(fill_value=0)
kinds = kinds.reindex(index=top.index, columns=["direct", "mixed", "indirect"], fill_value=0)
print(kinds.set_axis(top["speaker"]).to_string())

# %% [markdown]
# The plot.

# %%
try:
    import matplotlib.pyplot as plt
except ImportError:
    print("No plot: matplotlib is not installed.")
else:
    axes = kinds.set_axis(top["speaker"])[::-1].plot.barh(stacked=True, figsize=(8, 5))
    axes.set(xlabel="quotes", ylabel="", title=f"Who is quoted in {Path(folder).name}")
    plt.tight_layout()
    plt.savefig(arguments[1] if len(arguments) > 1 else "who-is-quoted.svg")
