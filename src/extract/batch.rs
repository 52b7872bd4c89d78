//! Articles a few at a time: enough to gain what there is to gain by it, and not so many that memory grows.

use crate::article::Article;

/// Most articles that go through the stages together: enough for nearly all that there is to gain by it.
pub(crate) const BATCH_SIZE: usize = 16;
/// Most bytes of their text: what the stages know of it takes many times that.
const BATCH_BYTES: usize = 1 << 18;

/// How many of the first items, which have these sizes in bytes, go together; one that is too large goes alone.
pub(crate) fn batch_length(sizes: impl Iterator<Item = usize>) -> usize {
    let mut sum = 0;
    let fits = |size: &usize| {
        sum += size;
        sum <= BATCH_BYTES
    };
    sizes.take(BATCH_SIZE).take_while(fits).count().max(1)
}

/// The articles, a few neighbours of one language at a time, with their language; a long one alone.
pub(super) fn batches<'a, 'b, L: Copy + PartialEq>(
    mut articles: &'a [&'b Article],
    mut languages: &'a [L],
) -> impl Iterator<Item = (L, &'a [&'b Article])> {
    std::iter::from_fn(move || {
        let language = *languages.first()?;
        let same = languages.iter().take(BATCH_SIZE).take_while(|other| **other == language).count();
        let count = batch_length(articles.iter().take(same).map(|article| article.text().len()));
        let (batch, rest) = articles.split_at_checked(count)?;
        (articles, languages) = (rest, &languages[count..]);
        Some((language, batch))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_bounded_and_of_one_language() {
        let articles: Vec<Article> =
            (0..40).map(|at| Article::new("a", "x".repeat(if at == 20 { BATCH_BYTES + 1 } else { 9 }))).collect();
        let articles: Vec<&Article> = articles.iter().collect();
        let languages: Vec<char> = (0..40).map(|at| if (30..32).contains(&at) { 'b' } else { 'a' }).collect();
        let lengths: Vec<_> = batches(&articles, &languages).map(|(language, batch)| (language, batch.len())).collect();
        assert_eq!(lengths, [('a', 16), ('a', 4), ('a', 1), ('a', 9), ('b', 2), ('a', 8)]);
    }
}
