//! The arguments of the commands that measure, train and describe.

use std::path::PathBuf;

use clap::Args;
#[cfg(feature = "train")]
use clap::ValueEnum;

use super::read::CorrectionsArgs;

/// The ids of the attribution rules, each with its description.
fn rule_ids() -> clap::builder::PossibleValuesParser {
    let value = |(id, description)| clap::builder::PossibleValue::new(id).help(description);
    clap::builder::PossibleValuesParser::new(crate::lang::rules().map(value))
}

/// `eval`
#[derive(Debug, Args)]
pub(in crate::cli) struct EvalArgs {
    /// Labelled articles
    #[arg(value_name = "GOLD.jsonl", required_unless_present_any = ["gap", "pages", "from_corrections"])]
    pub(in crate::cli) gold: Option<PathBuf>,
    /// Score these results instead of extracting now
    #[arg(long, value_name = "FILE.jsonl")]
    pub(in crate::cli) predicted: Option<PathBuf>,
    /// Extract without these attribution rules (separated by commas), to measure what each contributes
    #[arg(long, value_name = "RULE", value_delimiter = ',', conflicts_with = "predicted")]
    #[arg(value_parser = rule_ids())]
    pub(in crate::cli) without: Vec<String>,
    /// Measure how well pronouns are resolved instead: a GAP file, gzipped or not
    #[arg(long, value_name = "FILE.tsv", conflicts_with_all = ["gold", "predicted"])]
    pub(in crate::cli) gap: Option<PathBuf>,
    /// Measure how well the main text of web pages is extracted instead: JSON Lines with id, url, html, text, gzipped
    /// or not
    #[arg(long, value_name = "FILE.jsonl", conflicts_with_all = ["gold", "predicted", "gap"])]
    pub(in crate::cli) pages: Option<PathBuf>,
    /// Measure quotedex on the quotes of the index that were corrected or confirmed by hand instead
    #[arg(long, conflicts_with_all = ["gold", "predicted", "gap", "pages", "without"])]
    pub(in crate::cli) from_corrections: bool,
    /// Print the articles of these quotes, corrected, as labelled articles: JSON Lines for `eval` and `train`
    #[arg(long, requires = "from_corrections")]
    pub(in crate::cli) labelled: bool,
    #[command(flatten)]
    pub(in crate::cli) table: CorrectionsArgs,
}

/// `train`
#[cfg(feature = "train")]
#[derive(Debug, Args)]
pub(in crate::cli) struct TrainArgs {
    /// Folder of the corpus, with news-train.jsonl.gz and polnear-train.jsonl.gz; for the network also first-names.tsv,
    /// for names polnear-train.conll.gz
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) corpus: PathBuf,
    /// Folder to write the weights to
    #[arg(long, value_name = "DIR", default_value = "seeds/model")]
    pub(in crate::cli) out: PathBuf,
    /// Train only this part; the other weights are not changed
    #[arg(long, value_enum, value_name = "PART")]
    pub(in crate::cli) only: Option<TrainPart>,
    /// Word vectors as text (GloVe 6B, 50d); without them, network and linker are not trained
    #[arg(long, value_name = "FILE", required_if_eq_any([("only", "network"), ("only", "linker")]))]
    pub(in crate::cli) vectors: Option<PathBuf>,
    /// Folder of the networks for cross-validation, network-0.bin to network-4.bin, each trained without one fold;
    /// missing ones are trained and stored there
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) folds: Option<PathBuf>,
    /// Table of word classes
    #[arg(long, value_name = "FILE", default_value = "seeds/model/words.tsv")]
    pub(in crate::cli) words: PathBuf,
    /// File for predictions on news-train.jsonl.gz by weights trained without the article's publisher, to be scored
    /// with `quotedex eval --predicted`
    #[arg(long, value_name = "FILE.jsonl")]
    pub(in crate::cli) unseen: Option<PathBuf>,
}

/// Parts that can be trained alone.
#[cfg(feature = "train")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TrainPart {
    /// Which capitalised words are names: names.bin
    Names,
    /// The network that tags words: network.bin; needs --vectors
    Network,
    /// Which spans belong together: linker.bin; needs --vectors
    Linker,
    /// Who said it: speakers.bin
    Speakers,
}

/// `completions`
#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(in crate::cli) shell: clap_complete::Shell,
}
