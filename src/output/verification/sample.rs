//! A checked quotation for tests.

use serde_json::Value;

use super::record::VerificationRecord;
use super::report::{CheckedQuotation, DraftPlace};
use crate::output::sample::close;
use crate::query::{DraftQuotation, DraftStance, DraftVerdict, SpeakerCount, VerifiedQuotation};

/// A quotation of a draft with this verdict.
pub(super) fn checked(verdict: DraftVerdict) -> CheckedQuotation {
    let quotation = DraftQuotation {
        pieces: vec!["city will not be well".into()],
        speaker: Some("Bob, Ray: 5 %".into()),
        stance: DraftStance::Said,
    };
    let speaker = SpeakerCount { name: "Ann Smith".into(), id: Some("ann-smith".into()), quotes: 1, confidence: 0.97 };
    let differences = vec![("will not".into(), "will".into()), ("well".into(), "fine".into())];
    let verified = VerifiedQuotation { quotation, verdict, found: Some(close()), speakers: vec![speaker], differences };
    CheckedQuotation { place: DraftPlace { file: "my draft.md".into(), line: Some((3, 14)), paragraph: 2 }, verified }
}

/// The record of a verification with every field filled.
pub(in crate::output) fn verification_sample() -> Value {
    let mut checked = checked(DraftVerdict::Altered);
    if let Some(found) = &mut checked.verified.found {
        found.hit.quote.article.url = Some("https://paper.example/mayor".into());
        found.hit.also_in.clear();
    }
    let mut record = serde_json::to_value(VerificationRecord::from(&[checked][..])).unwrap();
    // The fields of a match are documented by themselves.
    record["quotations"][0]["found"] = Value::from("a match");
    record
}
