//! Cookie consent requests, which are part of many pages and never of an article.

use super::blocks::Block;

/// Topics of a consent request, in lower case.
#[rustfmt::skip]
const TOPICS: [&str; 17] = [
    "cookie", "consent", "gdpr", "ccpa", "personal data", "personal information", "your data", "your privacy", "privacy policy",
    "privacy notice", "privacy preference", "opt out", "opt-out", "similar technologies", "legitimate interest", "our partners",
    "data processing",
];

/// Words that address the reader of the site.
const ADDRESSES: [&str; 7] = ["you", "your", "we", "our", "us", "this site", "this website"];

/// A page is a consent request if at least this many tenths of its text are such sentences.
const MIN_TENTHS: usize = 6;

/// Whether the text mentions a topic of consent requests.
pub(super) fn is_about_consent(text: &str) -> bool {
    let lower = text.to_lowercase();
    TOPICS.iter().any(|topic| lower.contains(topic))
}

/// Whether the blocks of a page contain nothing but a consent request.
pub(super) fn is_only_consent(blocks: &[Block]) -> bool {
    let all: usize = blocks.iter().map(|block| block.text.len()).sum();
    let request_bytes: usize =
        blocks.iter().map(|block| &block.text).filter(|text| is_request(text)).map(String::len).sum();
    all > 0 && request_bytes * 10 >= all * MIN_TENTHS
}

fn is_request(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    TOPICS.iter().any(|topic| lower.contains(topic))
        && (words.any(|word| ADDRESSES.contains(&word)) || ADDRESSES[5..].iter().any(|site| lower.contains(site)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_notice(texts: &[&str]) -> bool {
        let blocks: Vec<Block> =
            texts.iter().map(|text| Block { text: (*text).to_owned(), ..Block::default() }).collect();
        is_only_consent(&blocks)
    }

    #[test]
    fn a_request_is_told_from_an_article_about_requests() {
        assert!(is_notice(&[
            "We value your privacy",
            "We and our partners store and access information on a device, such as cookies and process personal data.",
            "You can change your mind at any time.",
        ]));
        assert!(!is_notice(&[
            "The regulator fined the firm on Monday for the cookies that it set without consent.",
            "“We asked nobody, and we knew it,” said Ann Smith, who led the team that built the banner of the site.",
            "The fine is the largest yet under the law, which gives users a right to know who follows them about the web.",
        ]));
        assert!(!is_notice(&[]));
    }
}
