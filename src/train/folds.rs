//! Articles in folds by publisher: what is learned is tried on newspapers that it was not learned from.

use std::collections::BTreeSet;

use crate::evaluate::GoldArticle;

/// How many folds there are.
pub const FOLDS: usize = 5;

/// The fold of each article: its publisher's place among all of them in order, modulo [`FOLDS`]; articles that name no
/// publisher go by their own place.
pub fn folds(articles: &[GoldArticle]) -> Vec<usize> {
    let publishers: BTreeSet<&str> = articles.iter().filter_map(|article| article.publisher.as_deref()).collect();
    let order: Vec<&str> = publishers.into_iter().collect();
    let fold = |(place, article): (usize, &GoldArticle)| {
        let publisher = article.publisher.as_deref().and_then(|name| order.binary_search(&name).ok());
        publisher.unwrap_or(place) % FOLDS
    };
    articles.iter().enumerate().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_of_one_publisher_are_in_one_fold() {
        let of =
            |publisher: Option<&str>| GoldArticle { publisher: publisher.map(str::to_owned), ..Default::default() };
        let names = [Some("B"), Some("A"), None, Some("B"), None];
        assert_eq!(folds(&names.map(of)), [1, 0, 2, 1, 4]);
    }
}
