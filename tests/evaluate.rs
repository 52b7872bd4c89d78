//! Holds the evaluation to the reference scorer: `expected.tsv` holds the numbers that it prints for the two files beside it.

use quotedex::evaluate::{GoldArticle, Predicted, score};

fn lines<T: serde::de::DeserializeOwned>(text: &str) -> Vec<T> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_figures_are_those_of_the_reference_scorer() {
    let gold: Vec<GoldArticle> = lines(include_str!("fixtures/evaluate/gold.jsonl"));
    let predicted: Vec<Predicted> = lines(include_str!("fixtures/evaluate/predicted.jsonl"));
    let figures = score(&gold, &predicted);
    let mut table = String::from("view.figure\tright\tpredicted\tgold\n");
    for (name, tally) in figures.rows() {
        table.push_str(&format!("{name}\t{}\t{}\t{}\n", tally.right, tally.predicted, tally.gold));
    }
    if let Some((taken, of)) = figures.false_quotes {
        table.push_str(&format!("false_quotes\t{taken}\t{of}\t0\n"));
    }
    assert_eq!(table, include_str!("fixtures/evaluate/expected.tsv"));
}
