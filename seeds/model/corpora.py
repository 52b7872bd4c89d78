"""Turns public corpora, as they are distributed, into the files that `quotedex train` reads. Python 3.9, no packages.

usage: corpora.py polnear DATA OUT     polnear-train.jsonl.gz, polnear-train.conll.gz, and the same for -dev
       corpora.py gum DEP OUT          gum-train.conllu.gz
       corpora.py names NAMES OUT      first-names.tsv

DATA   folder `data` of github.com/networkdynamics/PolNeAR, version 1.0
DEP    folder `dep` of github.com/amir-zeldes/gum, version 11.1, with splits.md beside it
NAMES  names.zip of the US Social Security Administration ("national data"), or a folder with its files yobYYYY.txt
OUT    folder for what is made; the same input gives the same bytes

PolNeAR: one article a line with its attributions. Where several annotators read an article, the first by name counts.
Attributions without content are left out, and so are the marks `Discuss` and `Discard`. Offsets are code points, as in
PolNeAR itself. The columns of the .conll files are token number, start, end, form, lemma, part of speech, name class,
all from the CoreNLP files of PolNeAR. The compartment `test` is not touched.

GUM: the training documents of nine kinds of text, one after the other, for `../lexicon/background.py`. Of news, only
those in NEWS: the others are kept for checks.

Names: those given to at least LEAST girls, or to at least LEAST boys, in one year up to LAST, with the largest yearly
count of each. The administration revises its counts every year, so a later edition has slightly other numbers.
"""
import csv, gzip, json, os, re, sys, zipfile
from collections import defaultdict
from xml.etree import ElementTree

GUM_GENRES = "academic bio conversation court interview news speech vlog voyage".split()
NEWS = "election expo flag ie9 imprisoned lanterns stampede worship".split()
LEAST, LAST = 50, 2020


def write(folder, name, text):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name)
    data = text.encode("utf-8")
    with open(path, "wb") as file:
        file.write(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    return path


def read(path):
    """Line ends as they are: offsets count them."""
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def attributions(annotations):
    """brat standoff: `T1<tab>Source 110 112<tab>we`, `E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1`."""
    lines = [line.split("\t") for line in annotations.split("\n") if re.match(r"[TE]\d+\t", line)]
    spans, found = {}, []
    for name, what, *_ in lines:
        if name.startswith("T"):
            spans[name] = [[int(number) for number in piece.split()] for piece in what.split(" ", 1)[1].split(";")]
    for name, what, *_ in lines:
        if name.startswith("E"):
            roles = defaultdict(list)
            for role in what.split():
                kind, span = role.split(":")
                roles[kind.rstrip("0123456789")] += spans[span]
            if roles["Content"]:
                found.append({part: sorted(roles[part.title()]) for part in ("content", "source", "cue")})
    return sorted(found, key=lambda attribution: attribution["content"][0])


def tokens(xml):
    """The rows of one article; a blank line ends a sentence."""
    for sentence in ElementTree.fromstring(xml).iter("sentence"):
        for token in sentence.iter("token"):
            columns = ("CharacterOffsetBegin", "CharacterOffsetEnd", "word", "lemma", "POS", "NER")
            yield "\t".join([token.get("id")] + [token.findtext(column) for column in columns])
        if sentence.find("tokens") is not None:
            yield ""


def polnear(data, out):
    with open(os.path.join(data, "metadata.tsv"), encoding="utf-8") as file:
        about = {row["filename"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    for part in ("train", "dev"):
        folder = os.path.join(data, part)
        annotators = {}
        for name in sorted(os.listdir(os.path.join(folder, "attributions"))):
            annotators.setdefault(name.rsplit("_", 1)[0], name)
        articles, columns, count = [], [], 0
        for article, name in sorted(annotators.items()):
            found = attributions(read(os.path.join(folder, "attributions", name)))
            count += len(found)
            articles.append(json.dumps({
                "id": article,
                "title": about[article]["title"],
                "date": about[article]["publication_date"],
                "publisher": about[article]["publisher"],
                "text": read(os.path.join(folder, "text", article + ".txt")),
                "attributions": found,
            }, ensure_ascii=False) + "\n")
            xml = os.path.join(folder, "corenlp", article + ".txt.xml")
            if os.path.exists(xml):
                columns += [f"# doc {article}", *tokens(open(xml, "rb").read())]
            else:
                print(f"no {xml}: its names are not learned from", file=sys.stderr)
        write(out, f"polnear-{part}.jsonl.gz", "".join(articles))
        write(out, f"polnear-{part}.conll.gz", "\n".join(columns) + "\n")
        print(f"polnear-{part}: {len(articles)} articles, {count} attributions")


def gum(dep, out):
    splits = read(os.path.join(dep, "..", "splits.md"))
    training = sorted(re.findall(r"\* GUM_(\S+)", splits.split("## train")[1]))
    texts = []
    for document in training:
        genre, title = document.split("_", 1)
        if genre in GUM_GENRES and (genre != "news" or title in NEWS):
            texts.append(read(os.path.join(dep, f"GUM_{document}.conllu")))
    write(out, "gum-train.conllu.gz", "".join(texts))
    print(f"gum-train: {len(texts)} documents")


def years(names):
    """What each file yobYYYY.txt holds, with its year."""
    year = re.compile(r"yob(\d{4})\.txt$")
    if os.path.isdir(names):
        files = {name: lambda name=name: read(os.path.join(names, name)) for name in os.listdir(names)}
    else:
        archive = zipfile.ZipFile(names)
        files = {name: lambda name=name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    for name, text in sorted(files.items()):
        if year.search(name):
            yield int(year.search(name)[1]), text()


def names(source, out):
    best = defaultdict(lambda: [0, 0])
    for year, text in years(source):
        for name, sex, count in csv.reader(text.splitlines()):
            if year <= LAST:
                column = "FM".index(sex)
                best[name][column] = max(best[name][column], int(count))
    kept = sorted((name, counts) for name, counts in best.items() if max(counts) >= LEAST)
    head = "# US given names: largest yearly count of births, female and male (Social Security Administration)"
    lines = [head] + [f"{name}\t{girls}\t{boys}" for name, (girls, boys) in kept]
    write(out, "first-names.tsv", "\n".join(lines) + "\n")
    print(f"first-names: {len(kept)} names")


def main():
    ways = {"polnear": polnear, "gum": gum, "names": names}
    if len(sys.argv) != 4 or sys.argv[1] not in ways:
        sys.exit(__doc__)
    ways[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
