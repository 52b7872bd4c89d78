"""Makes background.tsv: how common a word is, and whether it can end a topic ("drug TRADE") or stand before its end.

usage: background.py WORDS.tsv POLNEAR.conll.gz GUM.conllu.gz given-names.tsv places.txt > background.tsv

WORDS.tsv   seeds/model/words.tsv: words in order of frequency (GloVe 6B) with their dictionary classes (WordNet)
POLNEAR, GUM  the training articles; only counts of parts of speech are taken
Words that are names more often than words are left out.

n: a noun in two uses of five or more; a: an adjective; x: neither. The digit is the frequency class: 0 for the 500
most frequent words, 1 to rank 1,000, 2 to 2,000, 3 to 4,000, 4 to 8,000, 5 to 16,000, 6 beyond.
"""
import collections, gzip, re, sys

MOST = 21000


def counts(paths):
    tags = collections.defaultdict(collections.Counter)
    for path, form, tag in paths:
        for line in gzip.open(path, "rt", encoding="utf-8"):
            fields = line.rstrip("\n").split("\t")
            if len(fields) > 6 and re.fullmatch(r"[A-Za-z][a-z-]*", fields[form]):
                name = fields[form][0].isupper()
                if not name or fields[tag].startswith("NNP"):
                    tags[fields[form].lower()]["name" if name else fields[tag]] += 1
    return tags


def suffix(word):
    if word.endswith(("al", "ic", "ous", "ive", "ary", "able", "ible", "ful", "less", "ish")):
        return "a"
    return "x" if word.endswith(("ly", "ed", "ing")) else "n"


def part(word, tags, verb, noun):
    total = sum(tags.values()) - tags["name"]
    nouns = tags["NN"] + tags["NNS"]
    adjectives = tags["JJ"] + tags["JJR"] + tags["JJS"]
    if total >= 3:
        return "n" if 5 * nouns >= 2 * total else "a" if 2 * adjectives >= total else "x"
    if noun and not verb and not word.endswith(("ly", "ed")):
        return "n"
    if noun and nouns and not word.endswith(("ed", "ing", "ly")):
        return "n"
    return "x" if verb or suffix(word) == "n" and not nouns else suffix(word)


def main():
    words, polnear, gum, *lists = sys.argv[1:]
    names = {line.split("\t")[0].strip() for path in lists for line in open(path, encoding="utf-8")}
    tags = counts([(polnear, 3, 5), (gum, 1, 4)])
    rows = []
    for rank, line in enumerate(open(words, encoding="utf-8")):
        word, _, _, verb, noun, _ = line.rstrip("\n").split("\t")
        verb, noun = int(verb), int(noun)
        seen = sum(tags[word].values()) - tags[word]["name"]
        if tags[word]["name"] > 3 * seen or word in names and not seen:
            continue
        if rank >= MOST or not re.fullmatch(r"[a-z][a-z-]+", word) or not (seen >= 2 or noun or verb):
            continue
        band = sum(rank >= limit for limit in (500, 1000, 2000, 4000, 8000, 16000))
        rows.append((word, part(word, tags[word], verb, noun) + str(band)))
    print("# How common words are and what they can be in a topic. Made by background.py, which explains the columns.")
    for word, facts in sorted(rows):
        print(word, facts, sep="\t")


if __name__ == "__main__":
    main()
