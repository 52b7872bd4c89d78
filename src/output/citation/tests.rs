//! What other programs get of one article with two quotations.

use jiff::civil::date;

use super::super::sample::{article, quote, written};
use super::*;
use crate::article::DateSource;
use crate::query::ShownQuote;
use crate::quote::{Kind, Polarity, Quote, Speaker};
use crate::span::Span;

fn shown() -> Vec<ShownQuote> {
    let mut article = article();
    article.url = Some("https://paper.example/mayor?a=1&b={2}".into());
    article.authors = vec!["Jane van Doe".into(), "Reuters".into()];
    let first = Quote { article: article.reference(), ..quote() };
    let said = article.text().find("She left").unwrap();
    let second = Quote {
        id: "00000000000000bb".into(),
        kind: Kind::Indirect,
        polarity: Polarity::Denied,
        text: "100 % of R&D_{left}".into(),
        content: vec![Span::new(said, said + 8)],
        speaker: Speaker { name: Some("The Council".into()), ..Speaker::default() },
        paragraph: 4,
        ..first.clone()
    };
    [first, second].into_iter().map(|quote| ShownQuote { quote, article: article.clone() }).collect()
}

fn cited(quotes: &[ShownQuote], format: CitationFormat) -> String {
    written(|out| citations(out, quotes, format, date(2026, 11, 29)))
}

#[test]
fn an_article_is_one_reference() {
    insta::assert_snapshot!(cited(&shown(), CitationFormat::Csl), @r#"
    [
      {
        "id": "quotedex-mayor",
        "type": "article-newspaper",
        "title": "Mayor Leaves",
        "author": [
          {
            "family": "van Doe",
            "given": "Jane"
          },
          {
            "literal": "Reuters"
          }
        ],
        "container-title": "The Paper",
        "issued": {
          "date-parts": [
            [
              2024,
              5,
              12
            ]
          ]
        },
        "URL": "https://paper.example/mayor?a=1&b=%7B2%7D",
        "accessed": {
          "date-parts": [
            [
              2026,
              11,
              29
            ]
          ]
        },
        "note": "“Zoë’s city will be fine,” (Ann Smith; paragraph 3)\n100 % of R&D_{left} (The Council; denied this; indirect; paragraph 4)"
      }
    ]
    "#);
    insta::assert_snapshot!(cited(&shown(), CitationFormat::Ris).replace("\r\n", "\n"), @r#"
    TY  - NEWS
    ID  - quotedex-mayor
    TI  - Mayor Leaves
    AU  - van Doe, Jane
    AU  - Reuters
    T2  - The Paper
    PY  - 2024
    DA  - 2024/05/12/
    UR  - https://paper.example/mayor?a=1&b=%7B2%7D
    Y2  - 2026/11/29/
    N1  - “Zoë’s city will be fine,” (Ann Smith; paragraph 3)
    N1  - 100 % of R&D_{left} (The Council; denied this; indirect; paragraph 4)
    ER  -
    "#);
    insta::assert_snapshot!(cited(&shown(), CitationFormat::Bibtex), @r#"
    @article{quotedex-mayor,
      title = {{Mayor Leaves}},
      author = {van Doe, Jane and {Reuters}},
      journal = {The Paper},
      date = {2024-05-12},
      year = {2024},
      url = {https://paper.example/mayor?a=1&b=%7B2%7D},
      urldate = {2026-11-29},
      note = {“Zoë’s city will be fine,” (Ann Smith; paragraph 3); 100 \% of R\&D\_\textbraceleft{}left\textbraceright{} (The Council; denied this; indirect; paragraph 4)},
    }
    "#);
}

#[test]
fn a_quotation_is_one_claim_and_one_annotation() {
    insta::assert_snapshot!(cited(&shown()[..1], CitationFormat::Annotation), @r#"
    [
      {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:quotedex:00000000000000aa",
        "type": "Annotation",
        "motivation": "identifying",
        "generator": {
          "type": "Software",
          "name": "quotedex"
        },
        "body": [
          {
            "type": "TextualBody",
            "purpose": "identifying",
            "value": "Ann Smith"
          },
          {
            "type": "TextualBody",
            "purpose": "classifying",
            "value": "direct"
          },
          {
            "type": "TextualBody",
            "purpose": "classifying",
            "value": "statement"
          },
          {
            "type": "TextualBody",
            "purpose": "classifying",
            "value": "affirmed"
          },
          {
            "type": "TextualBody",
            "purpose": "tagging",
            "value": "cities"
          }
        ],
        "target": [
          {
            "source": "https://paper.example/mayor?a=1&b=%7B2%7D",
            "selector": [
              {
                "type": "TextQuoteSelector",
                "exact": "Zoë’s city will be fine,",
                "prefix": "Mayor Leaves\n\nIt rained.\n\n“",
                "suffix": "” Ann Smith said.\n\nShe left."
              },
              {
                "type": "TextPositionSelector",
                "start": 27,
                "end": 51
              }
            ]
          }
        ]
      }
    ]
    "#);
    insta::assert_snapshot!(cited(&shown(), CitationFormat::JsonLd), @r#"
    {
      "@context": "https://schema.org",
      "@graph": [
        {
          "@type": [
            "Quotation",
            "Claim"
          ],
          "identifier": "00000000000000aa",
          "text": "Zoë’s city will be fine,",
          "author": {
            "@type": "Person",
            "name": "Ann Smith",
            "jobTitle": "the mayor"
          },
          "spokenByCharacter": {
            "@type": "Person",
            "name": "Ann Smith",
            "jobTitle": "the mayor"
          },
          "keywords": [
            "cities"
          ],
          "appearance": {
            "@type": "NewsArticle",
            "identifier": "mayor",
            "headline": "Mayor Leaves",
            "author": [
              {
                "@type": "Person",
                "name": "Jane van Doe"
              },
              {
                "name": "Reuters"
              }
            ],
            "publisher": {
              "@type": "Organization",
              "name": "The Paper"
            },
            "datePublished": "2024-05-12",
            "url": "https://paper.example/mayor?a=1&b=%7B2%7D"
          }
        },
        {
          "@type": [
            "Claim"
          ],
          "identifier": "00000000000000bb",
          "text": "100 % of R&D_{left}",
          "description": "The Council: denied this",
          "keywords": [
            "cities"
          ],
          "appearance": {
            "@type": "NewsArticle",
            "identifier": "mayor",
            "headline": "Mayor Leaves",
            "author": [
              {
                "@type": "Person",
                "name": "Jane van Doe"
              },
              {
                "name": "Reuters"
              }
            ],
            "publisher": {
              "@type": "Organization",
              "name": "The Paper"
            },
            "datePublished": "2024-05-12",
            "url": "https://paper.example/mayor?a=1&b=%7B2%7D"
          }
        }
      ]
    }
    "#);
}

#[test]
fn a_guessed_date_is_a_note() {
    let guess = |mut shown: ShownQuote| {
        shown.article.date_source = DateSource::File;
        shown.article.url = None;
        shown
    };
    let quotes: Vec<ShownQuote> = shown().into_iter().map(guess).collect();
    let csl: serde_json::Value = serde_json::from_str(&cited(&quotes, CitationFormat::Csl)).unwrap();
    assert_eq!(csl[0].get("issued").or(csl[0].get("accessed")), None, "{csl}");
    assert!(csl[0]["note"].as_str().unwrap().ends_with("Date not stated; 2024-05-12 (file)"), "{csl}");
    for format in [CitationFormat::Ris, CitationFormat::Bibtex, CitationFormat::JsonLd] {
        let cited = cited(&quotes, format);
        assert!(!cited.contains("2024/05") && !cited.contains("date =") && !cited.contains("datePublished"), "{cited}");
    }
}
