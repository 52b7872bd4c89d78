//! A language in one file, to show that one file is all it takes: Esperanto, as far as ten words go.

use super::language::{Language, TopicNames};
use super::{Attribution, Document, Resolved};
use crate::article::Article;
use crate::quote::{AttributionPattern, AttributionType, Kind, Polarity, Speaker, SpeakerKind};

/// Verbs of saying.
const SAYING: [&str; 5] = ["diris", "diras", "respondis", "demandis", "aldonis"];
/// What people are.
const ROLES: [&str; 3] = ["urbestro", "ministro", "prezidanto"];
/// Topics by a word that tells them.
const TOPICS: [(&str, &str); 2] = [("ponto", "bridges"), ("mono", "money")];

/// The pipeline.
struct Esperanto;

impl Language for Esperanto {
    /// A quotation, a verb of saying, a name.
    fn attributions(&self, documents: &[Document]) -> Vec<Vec<Attribution>> {
        let of_document = |document: &Document| -> Vec<Attribution> {
            let quoted = document.quoted.iter();
            quoted.filter_map(|quoted| attribution(document, quoted.outer)).collect()
        };
        documents.iter().map(of_document).collect()
    }

    fn speakers(&self, documents: &[Document], attributions: &[Vec<Attribution>]) -> Vec<Vec<Resolved>> {
        let both = documents.iter().zip(attributions);
        both.map(|(document, attributions)| attributions.iter().map(|one| speaker(document, one)).collect()).collect()
    }

    fn topics(
        &self,
        _articles: &[&Article],
        documents: &[Document],
        attributions: &[Vec<Attribution>],
        _speakers: &[Vec<Resolved>],
    ) -> Vec<Vec<TopicNames>> {
        let of_document = |(document, attributions): (&Document, &Vec<Attribution>)| {
            let told = TOPICS.iter().filter(|(word, _)| document.text.contains(word));
            let topics: TopicNames = told.map(|(_, topic)| (*topic).to_owned()).collect();
            vec![topics; attributions.len()]
        };
        documents.iter().zip(attributions).map(of_document).collect()
    }
}

fn attribution(document: &Document, content: crate::span::Span) -> Option<Attribution> {
    let behind = document.tokens_in(content).end;
    let cue = (behind..behind + 2).find(|&token| SAYING.contains(&document.lower(token)))?;
    let is_source = |token: &usize| document.is_capitalised(*token) || ROLES.contains(&document.lower(*token));
    let end = (cue + 1..document.tokens.len()).find(|token| !is_source(token)).unwrap_or(document.tokens.len());
    Some(Attribution {
        content: vec![content],
        source: (end > cue + 1).then_some(cue + 1..end),
        cue: Some(cue..cue + 1),
        kind: Kind::Direct,
        report: AttributionType::Statement,
        polarity: Polarity::Affirmed,
        ground: None,
        found: AttributionPattern::Cue,
        confidence: 0.9,
    })
}

fn speaker(document: &Document, attribution: &Attribution) -> Resolved {
    let words =
        attribution.source.clone().map(|source| document.normalized_text(source).into_owned()).unwrap_or_default();
    let role = ROLES.iter().find(|role| words.starts_with(**role));
    let name = role.map_or(words.as_str(), |role| words[role.len()..].trim());
    let speaker = Speaker {
        name: Some(name.to_owned()),
        kind: SpeakerKind::Person,
        role: role.map(|role| (*role).to_owned()),
        ..Speaker::default()
    };
    Resolved { speaker, candidates: Vec::new(), listed: false, confidence: 0.9 }
}

#[cfg(test)]
mod tests {
    use super::super::languages::Languages;
    use super::*;
    use crate::extract::Extractor;
    use crate::language::LanguageCode;

    const ARTICLE: &str = "La urba konsilantaro decidis lunde fermi la malnovan ponton de la haveno, kiun la kamionoj uzas \
        ekde la jaro 1962. La inĝenieroj klarigis, ke la salo manĝis la ŝtalon kaj ke neniu povas diri, kiom longe la ponto \
        ankoraŭ staros. “Ni pripensis ĉiujn eblecojn”, diris urbestro Oda Lind. La komercistoj de la orienta bordo timas, ke \
        ili perdos siajn klientojn, kiam komenciĝos la longa ĉirkaŭvojo.";

    #[test]
    fn another_language_is_one_file() {
        let esperanto: LanguageCode = "eo".parse().unwrap();
        let articles = [Article::new("a", ARTICLE), Article::new("b", "“I quit,” diris Ann Lee.")];
        let each: Vec<&Article> = articles.iter().collect();
        let extractor = Extractor::with_languages(Languages::of_modules(vec![(esperanto, Box::new(Esperanto))]));
        let found = extractor.extract_each(&each);
        let quote = &found[0].quotes[0];
        assert_eq!((quote.text.as_str(), quote.speaker_name()), ("Ni pripensis ĉiujn eblecojn", "Oda Lind"));
        assert_eq!(
            (quote.speaker.role.as_deref(), quote.topics.as_slice()),
            (Some("urbestro"), &["bridges".to_owned()][..])
        );
        assert_eq!(found[0].other_language, None);
        // There is no module for English here.
        assert_eq!(found[1].other_language, Some(LanguageCode::ENGLISH));

        let found = Extractor::new().unwrap().extract_each(&each);
        assert_eq!((found[0].other_language, found[1].other_language), (Some(esperanto), None));
        assert_eq!((found[0].quotes[0].speaker_name(), &found[0].quotes[0].topics), ("unknown", &Vec::new()));
    }
}
