//! Quotes within others: of "“It is late,” Ann Lee said", which a paper reports, the words in marks are Ann Lee’s.

use crate::quote::Quote;

/// Drops the verbatim matches that occur in one article only, when another one of that article is within their words:
/// whoever relays a statement did not make it. `facts` gives the quote of a match, its number of occurrences, and whether
/// it is verbatim. Quadratic in the number of matches, which are a few hundred at most.
pub(super) fn drop_enclosing<T>(found: &mut Vec<T>, facts: impl Fn(&T) -> (&Quote, usize, bool)) {
    let enclosing: Vec<bool> = found
        .iter()
        .map(|one| {
            let (quote, count, _) = facts(one);
            count == 1 && found.iter().map(&facts).any(|(other, _, verbatim)| verbatim && encloses(quote, other))
        })
        .collect();
    let mut enclosing = enclosing.into_iter();
    found.retain(|_| !enclosing.next().unwrap_or(false));
}

/// Whether all of `inner` is in the words of `outer`, which has more.
pub(super) fn encloses(outer: &Quote, inner: &Quote) -> bool {
    if outer.article.id != inner.article.id || inner.content.is_empty() {
        return false;
    }
    let length = |quote: &Quote| quote.content.iter().map(|span| span.end() - span.start()).sum::<usize>();
    let within = inner
        .content
        .iter()
        .all(|piece| outer.content.iter().any(|span| span.start() <= piece.start() && piece.end() <= span.end()));
    within && length(inner) < length(outer)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{article, quote};
    use super::*;
    use crate::quote::Kind;

    #[test]
    fn who_relays_a_statement_gives_way_to_who_made_it() {
        let text = "“It is late,” Ann Lee said, the Times reported. “It is late,” Bo Lind wrote.";
        let (here, there) = (article("a", "2025-02-03", text), article("b", "2025-02-03", text));
        let outer = quote(&here, Kind::Mixed, "Times", "“It is late,” Ann Lee said");
        let inner = quote(&here, Kind::Direct, "Ann Lee", "It is late,");
        let elsewhere = quote(&there, Kind::Direct, "Ann Lee", "It is late,");
        let kept = |quotes: &[(&Quote, usize, bool)]| {
            let mut found: Vec<(Quote, usize, bool)> =
                quotes.iter().map(|(quote, count, verbatim)| ((*quote).clone(), *count, *verbatim)).collect();
            drop_enclosing(&mut found, |(quote, count, verbatim)| (quote, *count, *verbatim));
            found.into_iter().filter_map(|(quote, ..)| quote.speaker.name).collect::<Vec<_>>()
        };
        assert_eq!(kept(&[(&outer, 1, true), (&inner, 1, true)]), ["Ann Lee"]);
        assert_eq!(kept(&[(&outer, 2, true), (&inner, 1, true)]), ["Times", "Ann Lee"], "it is in other articles, too");
        assert_eq!(kept(&[(&outer, 1, true), (&inner, 1, false)]), ["Times", "Ann Lee"], "nearly the same words");
        assert_eq!(kept(&[(&outer, 1, true), (&elsewhere, 1, true)]), ["Times", "Ann Lee"], "another article");
        assert_eq!(kept(&[(&inner, 1, true), (&inner, 1, true)]), ["Ann Lee", "Ann Lee"], "the same words");
    }
}
