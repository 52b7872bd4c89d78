//! Folds by publisher: models are tested on newspapers that they were not trained on.

use std::collections::BTreeSet;

use crate::evaluate::GoldArticle;

/// The number of folds.
pub const FOLDS: usize = 5;

/// The fold of each article: the index of its publisher in sorted order, modulo [`FOLDS`]. Articles without a publisher
/// use their own index.
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
