//! Claims that a page reviews as false, from ClaimReview markup (schema.org) of fact checks.

use serde_json::Value;

use super::json_ld_object::{Object, has_type, text};

/// The longest claim that is kept, in bytes.
const MAX_CLAIM_LENGTH: usize = 2000;

/// Words of a rating that rejects the claim.
const AGAINST: [&str; 22] = [
    "altered",
    "baseless",
    "bogus",
    "debunked",
    "doctored",
    "fabricated",
    "fake",
    "false",
    "hoax",
    "incorrect",
    "manipulated",
    "misattributed",
    "misleading",
    "never",
    "no",
    "not",
    "pants",
    "satire",
    "unfounded",
    "unproven",
    "untrue",
    "wrong",
];

/// Words of a rating that accepts the claim.
const FOR: [&str; 5] = ["accurate", "correct", "right", "true", "genuine"];

/// The claims that a review among `objects` rejects.
pub(super) fn refuted(objects: &[&Object]) -> Vec<String> {
    let nested = objects.iter().filter_map(|object| object.get("review")?.as_object());
    let reviews = objects.iter().copied().chain(nested).filter(|object| has_type(object, |name| name == "ClaimReview"));
    let claim = |review: &Object| {
        let claim =
            review.get("claimReviewed").and_then(text).or_else(|| text(review.get("itemReviewed")?.get("name")?))?;
        Some(claim).filter(|claim| claim.len() <= MAX_CLAIM_LENGTH && is_against(review))
    };
    let mut claims: Vec<String> = Vec::new();
    for claim in reviews.filter_map(claim) {
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    claims
}

/// Whether the rating rejects the claim: by its name, otherwise by its value between worst and best.
fn is_against(review: &Object) -> bool {
    let Some(rating) = review.get("reviewRating") else { return false };
    let named = ["alternateName", "name"].into_iter().find_map(|name| text(rating.get(name)?)).unwrap_or_default();
    let named = named.to_lowercase();
    let words: Vec<&str> = named.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    match (has(&AGAINST), has(&FOR)) {
        (true, _) => true,
        (false, true) => false,
        (false, false) => is_low(rating).unwrap_or(false),
    }
}

/// Whether the rating is in the lowest quarter.
fn is_low(rating: &Value) -> Option<bool> {
    let number = |name: &str| {
        let value = rating.get(name)?;
        value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
    };
    let (value, worst, best) = (number("ratingValue")?, number("worstRating").unwrap_or(1.0), number("bestRating")?);
    Some(best > worst && value <= worst + (best - worst) / 4.0)
}

#[cfg(test)]
mod tests {
    use super::super::json_ld::read;

    fn refuted(rating: &str) -> Vec<String> {
        read(&[&format!(
            r#"{{"@type": "ClaimReview", "claimReviewed": "Bo Lind said it rains", "reviewRating": {rating}}}"#
        )])
        .refuted
    }

    #[test]
    fn a_claim_is_refuted_by_a_bad_rating() {
        for rating in [
            r#"{"alternateName": "False"}"#,
            r#"{"alternateName": "Pants on Fire!"}"#,
            r#"{"alternateName": "Not true"}"#,
            r#"{"ratingValue": 1, "worstRating": "1", "bestRating": "5"}"#,
        ] {
            assert_eq!(refuted(rating), ["Bo Lind said it rains"], "{rating}");
        }
        for rating in [r#"{"alternateName": "True"}"#, r#"{"ratingValue": 4, "bestRating": 5}"#, "{}", "5"] {
            assert!(refuted(rating).is_empty(), "{rating}");
        }
    }

    #[test]
    fn a_review_may_stand_in_the_article() {
        let ld = read(&[r#"{"@type": "NewsArticle", "headline": "H", "review": {"@type": "ClaimReview",
            "itemReviewed": {"name": "It rains"}, "reviewRating": {"alternateName": "Fake"}}}"#]);
        assert_eq!(ld.refuted, ["It rains"]);
    }
}
