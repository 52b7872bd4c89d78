//! Questions to a small index.

use std::sync::LazyLock;

use super::fixture::{article, quote, small, write};
use super::{Certainty, Edit, Facet, Filters, Search, SearchAnswer, Sort, SpeakerCheck, Verdict, WhoAnswer};
use crate::article::Article;
use crate::index::Index;
use crate::quote::{Kind, Quote};

fn search(query: &str) -> SearchAnswer {
    search_with(query, Filters::default())
}

fn search_with(query: &str, filters: Filters) -> SearchAnswer {
    let (_dir, index) = small();
    index.search(&Search { query: query.into(), filters, ..Search::default() }).unwrap()
}

fn who(phrase: &str) -> WhoAnswer {
    let (_dir, index) = small();
    index.who(phrase, &Filters::default(), 10).unwrap()
}

fn by(speaker: &str) -> Filters {
    Filters { speaker: Some(speaker.into()), ..Filters::default() }
}

#[test]
fn words_are_found_in_any_form_and_phrases_across_a_split() {
    for (query, total) in [
        ("", 5),
        ("weapons", 3),
        ("\"weapons\"", 1),
        ("weapon -war", 1),
        ("petro weapon", 2),
        ("“I am attacked the more support”", 1),
        ("\"attacked support\"~4", 1),
        ("attac*", 1),
        ("hed fly to bogota", 1),
        ("he'd 10000", 1),
        ("support OR direction", 2),
        ("speaker:\"ann smith\"", 1),
        ("kind:indirect", 1),
        ("topic:\"drug trade\" title:one", 2),
        ("topic:\"trade drug\"", 0),
        ("publisher:daily date:2025-01..2025-02", 4),
        ("date:..2025-01", 2),
        ("-weapon", 2),
        ("purple", 0),
    ] {
        assert_eq!(search(query).total, total, "{query}");
    }
}

#[test]
fn a_topic_is_that_of_the_quote_and_not_of_its_neighbours() {
    let dir = tempfile::tempdir().unwrap();
    let article =
        |id: &str| article(id, "2025-02-03", "“Boats,” said Ann Lee. “Trains,” she said. “Ships,” he said. “Weather.”");
    let about = |article: &_, text: &str, topics: &[&str]| {
        let topics = topics.iter().map(|&topic| topic.into()).collect();
        Quote { topics, ..quote(article, Kind::Direct, "Ann Lee", text) }
    };
    let [one, two] = ["one", "two"].map(article);
    let of_one =
        vec![about(&one, "Boats,", &["sea port", "drug trafficking"]), about(&one, "Trains,", &["port of call"])];
    let of_two = vec![about(&two, "Ships,", &["sea port"]), about(&two, "Weather,", &["call", "sea"])];
    write(dir.path(), &[(one, of_one), (two, of_two)]);
    let index = Index::open(dir.path()).unwrap();
    let total = |query: &str| index.search(&Search { query: query.into(), ..Search::default() }).unwrap().total;
    assert_eq!(["topic:\"sea ports\"", "topic:port", "topic:sea", "topic:\"drug trade\""].map(total), [2, 3, 3, 1]);
    assert_eq!(
        ["topic:call", "topic:\"port call\"", "trains -topic:\"drug trade\"", "topic:rail"].map(total),
        [2, 0, 1, 0]
    );
    let on = index.speakers_on("port", 9, 0).unwrap();
    assert_eq!((on.quotes, on.topics), (3, vec!["port of call".to_owned(), "sea port".to_owned()]));
    let near = index.speakers_on("sea portt", 9, 0).unwrap().suggestions;
    assert_eq!(near[0].instead, "sea port");
    assert_eq!(index.stats().unwrap().topics, 5);
    assert_eq!(index.topics(9, 0).unwrap().0.iter().map(|row| row.quotes).sum::<usize>(), 6);
}

#[test]
fn what_was_replaced_is_not_counted_and_what_segments_share_is_counted_once() {
    let dir = tempfile::tempdir().unwrap();
    let put = |id: &str, speaker: &str, topics: &[&str]| {
        let article = article(id, "2025-02-03", &format!("“I quit,” said {speaker}."));
        let quote = quote(&article, Kind::Direct, speaker, "I quit,");
        let topics = topics.iter().map(|&topic| topic.into()).collect();
        (article, vec![Quote { topics, ..quote }])
    };
    let rain = |id: &str| put(id, "Ann Lee", &["rain", "sea"]);
    // So many that the engine does not write the segment anew when one is replaced.
    write(dir.path(), &[rain("one"), put("two", "Bob Ray", &["sea", "snow"]), rain("four"), rain("five")]);
    write(dir.path(), &[put("two", "Cy Day", &["sea", "wind"]), put("three", "Ann Lee", &["air"])]);
    let index = Index::open(dir.path()).unwrap();
    assert!(index.searcher().segment_readers().iter().any(|segment| segment.has_deletes()));
    let stats = index.stats().unwrap();
    assert_eq!((stats.articles, stats.quotes, stats.speakers, stats.topics), (5, 5, 2, 4));
}

#[test]
fn a_headline_is_that_of_the_article_as_it_is_now() {
    let dir = tempfile::tempdir().unwrap();
    for title in ["Mayor stays", "Mayor leaves"] {
        let mut article = article("one", "2025-02-03", &format!("“I quit,” said Ann Lee. {title}."));
        article.title = Some(title.into());
        let quotes = vec![quote(&article, Kind::Direct, "Ann Lee", "I quit,")];
        write(dir.path(), &[(article, quotes)]);
    }
    let index = Index::open(dir.path()).unwrap();
    let total = |query: &str| index.search(&Search { query: query.into(), ..Search::default() }).unwrap().total;
    assert_eq!(["title:mayor", "title:leaves", "title:stays"].map(total), [1, 1, 0]);
    assert_eq!(["quit -title:leaves", "quit -title:stays"].map(total), [0, 1]);
}

#[test]
fn the_same_words_of_one_speaker_are_one_hit_earliest_first() {
    let answer = search_with("\"weapon of war\"", by("petro"));
    assert_eq!((answer.total, answer.hits.len()), (1, 1));
    let hit = &answer.hits[0];
    assert_eq!(hit.quote.article.id, "two");
    assert_eq!(hit.also_in.iter().map(|other| other.article.id.as_str()).collect::<Vec<_>>(), ["three"]);
    assert_eq!(hit.matched.iter().map(|span| span.of(&hit.quote.text)).collect::<Vec<_>>(), ["weapon of war"]);
    assert_eq!(search("\"weapon of war\"").total, 2, "another speaker is another hit");
}

#[test]
fn filters_narrow_and_attitudes_wait_to_be_asked_for() {
    assert_eq!(search_with("", by("PRÉSIDENT the")).total, 4, "words of an alias");
    assert_eq!(search_with("", by("gustavo-petro")).total, 4, "an id");
    assert_eq!(search_with("", by("ann")).total, 1);
    assert_eq!(search_with("", Filters { attitudes: true, ..by("ann") }).total, 2);
    assert_eq!(search_with("", Filters { min_confidence: 0.9, ..by("ann") }).total, 1);
    assert_eq!(search_with("", Filters { min_confidence: 0.95, ..by("ann") }).total, 0);
    assert_eq!(search_with("", Filters { kinds: vec![Kind::Mixed, Kind::Indirect], ..by("petro") }).total, 2);
}

#[test]
fn two_of_one_name_are_two_speakers_and_each_can_be_asked_for() {
    let dir = tempfile::TempDir::new().unwrap();
    let put = |id: &str, role: &str| {
        let article = super::fixture::article(id, "2025-01-01", &format!("“Number {id} is fine,” John Smith said."));
        let mut quote = super::fixture::quote(&article, Kind::Direct, "John Smith", &format!("Number {id} is fine,"));
        quote.speaker.role = (!role.is_empty()).then(|| role.to_owned());
        (article, vec![quote])
    };
    let articles = [put("a", "mayor of Leeds"), put("b", ""), put("c", "the Rovers striker"), put("d", "the mayor")];
    super::fixture::write(dir.path(), &articles);
    let index = Index::open(dir.path()).unwrap();
    let rows = |name: Option<&str>| -> Vec<(Option<String>, usize)> {
        let (rows, total, _) = index.speakers(name, 10, 0).unwrap();
        assert_eq!(rows.len(), total);
        rows.into_iter().map(|row| (row.id, row.quotes)).collect()
    };
    let (mayor, striker) = ((Some("john-smith".to_owned()), 3), (Some("john-smith.sport".to_owned()), 1));
    assert_eq!(rows(None), [mayor.clone(), striker.clone()]);
    assert_eq!(rows(Some("smith")), [mayor.clone(), striker.clone()]);
    assert_eq!(rows(Some("john-smith.sport")), [striker]);
    assert_eq!(rows(Some("john-smith.politics")), [mayor]);
    assert_eq!(rows(Some("john-smith.arts")), []);
    let total = |speaker: &str| {
        let filters = by(speaker);
        index.search(&Search { filters, ..Search::default() }).unwrap().total
    };
    assert_eq!(["john-smith", "john-smith.sport", "john-smith.politics", "john-smith.arts"].map(total), [4, 1, 2, 0]);
    let answer = index.who("is fine", &by("john-smith.sport"), 10).unwrap();
    assert_eq!(answer.matches.len(), 1);
}

#[test]
fn a_row_tells_names_roles_and_days_of_all_articles() {
    let (_dir, index) = small();
    let (rows, total, _) = index.speakers(Some("petro"), 1, 0).unwrap();
    let row = &rows[0];
    assert_eq!((total, row.name.as_str(), row.id.as_deref()), (1, "Gustavo Petro", Some("gustavo-petro")));
    assert_eq!((row.quotes, row.articles, row.kind), (5, 3, crate::quote::SpeakerKind::Person));
    assert_eq!(
        (&row.aliases[..], &row.roles[..]),
        (&["the president".into()][..], &["the role of Gustavo Petro".into()][..])
    );
    let days = [row.first_date, row.last_date].map(|day| day.unwrap().to_string());
    assert_eq!(days, ["2025-01-01", "2025-03-01"]);
    assert_eq!(index.speakers(None, 9, 1).unwrap().0.len(), 1);
}

#[test]
fn order_offset_and_limit() {
    let (_dir, index) = small();
    let expr = |sort, offset, limit| {
        let search = Search { sort, offset, limit, ..Search::default() };
        let answer = index.search(&search).unwrap();
        assert_eq!(answer.total, 5);
        answer.hits.iter().map(|hit| hit.quote.article.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(expr(Sort::Newest, 0, 9), ["one", "one", "two", "two", "four"]);
    assert_eq!(expr(Sort::Oldest, 1, 2), ["two", "one"]);
    assert_eq!(expr(Sort::Relevance, 0, 0), Vec::<String>::new());
    assert_eq!(expr(Sort::Relevance, usize::MAX, usize::MAX), Vec::<String>::new());
}

#[test]
fn nothing_found_says_what_is_near_and_which_filter_emptied_it() {
    let answer = search_with("", by("pertro"));
    assert_eq!(answer.suggestions[0].instead, "Gustavo Petro");
    assert_eq!(answer.without, [("--speaker pertro".to_owned(), 5)]);
    let answer = search("speaker:smiht weapon");
    assert_eq!(answer.suggestions[0].instead, "Ann Smith");
    assert_eq!(answer.without, [("speaker:smiht".to_owned(), 3)]);
    let answer = search_with("weapon", Filters { since: "2026-01-01".parse().ok(), ..by("petro") });
    assert_eq!(answer.without, [("--since 2026-01-01".to_owned(), 2)]);
    assert!(answer.suggestions.is_empty(), "the name is known");
}

#[test]
fn verdicts() {
    for (phrase, verdict, speakers) in [
        ("the more I am attacked", Verdict::Verbatim, vec!["Gustavo Petro"]),
        ("THE MORE [I] AM ATTACKED", Verdict::Verbatim, vec!["Gustavo Petro"]),
        ("“The more … more support I get!”", Verdict::Verbatim, vec!["Gustavo Petro"]),
        ("the more I [Petro] am attacked", Verdict::Verbatim, vec!["Gustavo Petro"]),
        ("a step in the right", Verdict::Verbatim, vec!["Gustavo Petro"]),
        ("cocaine is a weapon", Verdict::Verbatim, vec!["Gustavo Petro", "Ann Smith"]),
        ("the more they attack me the more support I get", Verdict::Close, vec!["Gustavo Petro"]),
        ("cocaine was a weapon of war", Verdict::Close, vec!["Gustavo Petro", "Ann Smith"]),
        ("the deal a step in the right direction", Verdict::Reported, vec!["Gustavo Petro"]),
        ("he'd fly to Bogota in 10000 days", Verdict::Reported, vec!["Gustavo Petro"]),
        ("he would fly to Bogotá in 10,000 days", Verdict::Reported, vec!["Gustavo Petro"]),
        ("“Cocaine is a weapon of war,” Petro said.", Verdict::Close, vec!["Gustavo Petro", "Ann Smith"]),
        ("tired of waiting", Verdict::Reporter, vec![]),
        ("purple elephants", Verdict::None, vec![]),
        ("in the", Verdict::Verbatim, vec!["Gustavo Petro"]),
        ("it was the more of a", Verdict::None, vec![]),
        ("in peace", Verdict::Reporter, vec![]),
        ("", Verdict::None, vec![]),
        ("…[]", Verdict::None, vec![]),
    ] {
        let answer = who(phrase);
        assert_eq!(answer.verdict, verdict, "{phrase}: {:?}", answer.matches);
        let names: Vec<&str> = answer.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        assert_eq!(names, speakers, "{phrase}");
    }
}

#[test]
fn a_match_shows_both_sides_word_by_word() {
    let answer = who("the more they attack me the more support I get");
    let best = &answer.matches[0];
    assert_eq!(best.similarity, 0.7);
    let changed = best.alignment.iter().filter(|pair| pair.edit == Edit::Changed);
    let changed: Vec<_> = changed.map(|pair| (pair.asked.as_str(), pair.said.as_str())).collect();
    assert_eq!(changed, [("they", "I"), ("attack", "am"), ("me", "attacked")]);
    let text = &best.hit.quote.text;
    let matched: Vec<&str> = best.hit.matched.iter().map(|span| span.of(text)).collect();
    assert_eq!(matched, ["The more", "the more support I get"]);
}

#[test]
fn who_counts_occurrences_and_keeps_the_earliest() {
    let answer = who("cocaine is a weapon of war");
    let counts: Vec<usize> = answer.speakers.iter().map(|speaker| speaker.quotes).collect();
    assert_eq!(counts, [2, 1]);
    assert_eq!(answer.matches[0].hit.quote.article.id, "two");
    assert_eq!(answer.matches[0].hit.also_in.len(), 1);
    let (_dir, index) = small();
    assert_eq!(index.who("purple", &by("petro"), 3).unwrap().verdict, Verdict::None);
    assert!(index.who("cocaine", &Filters::default(), 0).unwrap().matches.is_empty());
}

#[test]
fn a_reporters_own_words_come_with_their_sentence() {
    let answer = who("voters were tired");
    let hit = &answer.matches[0].hit;
    assert_eq!(hit.quote.text, "Petro’s voters were tired of waiting.");
    assert_eq!((hit.quote.paragraph, hit.quote.speaker_name()), (2, "unknown"));
    assert_eq!(hit.matched[0].of(&hit.quote.text), "voters were tired");
}

#[test]
fn speakers_stats_and_show() {
    let (_dir, index) = small();
    let (rows, total, _) = index.speakers(None, 1, 0).unwrap();
    assert_eq!((total, rows.len()), (2, 1));
    let petro = &rows[0];
    assert_eq!((petro.name.as_str(), petro.quotes, petro.articles), ("Gustavo Petro", 5, 3));
    assert_eq!(petro.aliases, ["the president"]);
    assert_eq!(petro.roles, ["the role of Gustavo Petro"]);
    assert_eq!(petro.first_date, "2025-01-01".parse().ok());
    let (rows, total, _) = index.speakers(Some("smith"), 9, 0).unwrap();
    assert_eq!((rows[0].name.as_str(), total), ("Ann Smith", 1));
    let (rows, _, suggestions) = index.speakers(Some("pertro"), 9, 0).unwrap();
    assert_eq!((rows.len(), suggestions[0].instead.as_str()), (0, "Gustavo Petro"));

    let stats = index.stats().unwrap();
    assert_eq!((stats.articles, stats.quotes, stats.speakers, stats.topics), (4, 7, 2, 1));
    assert_eq!(stats.by_kind["direct"], 4);
    assert_eq!(stats.last_date, "2025-03-01".parse().ok());
    assert!(stats.bytes > 0);

    let quote = &index.search(&Search { query: "attacked".into(), ..Search::default() }).unwrap().hits[0].quote;
    let shown = index.show(&quote.id[..8]).unwrap().unwrap();
    assert_eq!((&shown.quote, shown.article.id.as_str()), (quote, "one"));
    assert!(index.show("0000").unwrap().is_none());
    assert!(index.show("").is_err());
}

#[test]
fn did_this_one_say_it() {
    let (_dir, index) = small();
    for (phrase, speaker, check, verdict) in [
        ("the more I am attacked", "petro", SpeakerCheck::Yes, Verdict::Verbatim),
        ("the more they attack me the more support I get", "petro", SpeakerCheck::Yes, Verdict::Close),
        ("he'd fly to Bogotá in 10 days", "petro", SpeakerCheck::Altered, Verdict::Reported),
        ("the more I am not attacked the more support", "petro", SpeakerCheck::Altered, Verdict::Close),
        ("the less I am attacked the more support I get", "petro", SpeakerCheck::Altered, Verdict::Close),
        ("no more I am attacked the more support I get", "petro", SpeakerCheck::Altered, Verdict::Close),
        ("the more I am attacked", "ann smith", SpeakerCheck::SomebodyElse, Verdict::Verbatim),
        ("cocaine is a weapon of war", "ann smith", SpeakerCheck::Yes, Verdict::Verbatim),
        ("purple elephants", "petro", SpeakerCheck::NotFound, Verdict::None),
        ("tired of waiting", "petro", SpeakerCheck::NotFound, Verdict::Reporter),
    ] {
        let answer = index.who(phrase, &by(speaker), 3).unwrap();
        assert_eq!((answer.check, answer.verdict), (Some(check), verdict), "{phrase} {speaker}");
    }
    assert_eq!(who("the more I am attacked").check, None);
}

#[test]
fn a_name_that_is_more_likely_wrong_than_right_is_no_yes() {
    let of = |id: &str, text: &str, confidence: f32| {
        let own_words: String = (0..12).map(|number| format!(" {id}{number}")).collect();
        let mut article = article(id, "2024-05-12", &(text.to_owned() + &own_words));
        article.publisher = Some(id.to_owned());
        let quote = Quote { confidence, ..quote(&article, Kind::Direct, "Ann Smith", text) };
        (article, vec![quote])
    };
    let (bridge, harbour, road) = ("The bridge stays shut", "The harbour stays open", "The road is flooded again");
    let dir = tempfile::TempDir::new().unwrap();
    write(dir.path(), &[of("a", bridge, 0.49), of("b", harbour, 0.5), of("c", road, 0.4), of("d", road, 0.49)]);
    let index = Index::open(dir.path()).unwrap();
    let asked = |phrase: &str| {
        let answer = index.who(phrase, &by("ann smith"), 3).unwrap();
        (answer.check, answer.speakers[0].certainty())
    };
    assert_eq!(asked(bridge), (Some(SpeakerCheck::CannotTell), Certainty::Unsure));
    assert_eq!(asked(harbour), (Some(SpeakerCheck::Yes), Certainty::Likely));
    assert_eq!(asked(road), (Some(SpeakerCheck::Yes), Certainty::Likely), "two that agree are surer than one");
    let unseen = index.who(harbour, &by("ann smith"), 0).unwrap();
    assert_eq!(unseen.check, Some(SpeakerCheck::Yes), "the answer does not depend on what is shown");
    let other = index.who(bridge, &by("tom reed"), 3).unwrap();
    assert_eq!(other.check, Some(SpeakerCheck::CannotTell), "nor is another such name a no");
}

#[test]
fn one_quotation_in_many_articles_is_one_hit() {
    let (_dir, index) = retold();
    let answer = index.search(&Search { query: "harbour".into(), ..Search::default() }).unwrap();
    assert_eq!((answer.total, answer.hits.len()), (2, 2));
    let hit = answer.hits.iter().find(|hit| hit.quote.speaker_name() == "Ann Smith").unwrap();
    assert_eq!((hit.quote.article.id.as_str(), hit.articles), ("b", 3), "the earliest of the fullest");
    let also_in: Vec<_> = hit.also_in.iter().map(|other| (other.article.id.as_str(), other.text.as_deref())).collect();
    assert_eq!(also_in, [("a", Some("The harbour is closed until spring")), ("c", None)]);
    assert!(hit.confidence > hit.quote.confidence && hit.confidence < 1.0);
    let changed = ("closed".to_owned(), "shut".to_owned());
    assert_eq!(hit.variants.iter().map(|variant| &variant.changed[0]).collect::<Vec<_>>(), [&changed]);
    let dissent: Vec<_> = hit.disagreement.iter().map(|other| (other.name.as_str(), other.quotes)).collect();
    assert_eq!(dissent, [("Bob Ray", 1)]);

    let answer = index.who("the harbour is closed until spring", &Filters::default(), 5).unwrap();
    assert_eq!(answer.verdict, Verdict::Verbatim);
    let counts: Vec<_> = answer.speakers.iter().map(|one| (one.name.as_str(), one.quotes)).collect();
    assert_eq!(counts, [("Ann Smith", 3), ("Bob Ray", 1)]);
    let first = &answer.matches[0].hit;
    assert_eq!((first.also_in.len(), first.variants.len(), first.disagreement.len()), (2, 1, 1));
}

#[test]
fn an_answer_does_not_depend_on_what_was_asked_before() {
    let (_dir, index) = retold();
    for (query, sort) in [("", Sort::Relevance), ("harbour", Sort::Relevance), ("harbour", Sort::Newest)] {
        let search = Search { query: query.into(), sort, ..Search::default() };
        let first = index.search(&search).unwrap();
        assert!(first.total > 1, "{query}");
        assert!((0..5).all(|_| index.search(&search).unwrap() == first), "{query}");
    }
}

#[test]
fn what_is_not_shown_is_counted() {
    let dir = tempfile::tempdir().unwrap();
    let quotes = |at: usize| {
        let text = format!("“The harbour has {at} boats.” “We are proud of the harbour.”");
        let article = article(&at.to_string(), &format!("2025-{:02}-{:02}", 1 + at % 12, 1 + at % 28), &text);
        let own = quote(&article, Kind::Direct, "Ann Smith", &format!("The harbour has {at} boats."));
        let everywhere = quote(&article, Kind::Direct, "Ann Smith", "We are proud of the harbour.");
        (article, vec![own, everywhere])
    };
    write(dir.path(), &(0..120).map(quotes).collect::<Vec<_>>());
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        let index = Index::open(dir.path()).unwrap();
        for offset in [0, 60, 119] {
            let search = Search { query: "harbour".into(), sort, limit: 3, offset, ..Search::default() };
            let first = index.search(&search).unwrap();
            // The boats are one quotation in 120 wordings, of which the first 40 are compared.
            assert!(first.total >= 81, "{}", first.total);
            assert!((0..4).all(|_| index.search(&search).unwrap() == first), "{sort:?} {offset}");
        }
    }
}

#[test]
fn counted_exactly() {
    let (_dir, index) = retold();
    let count = |query: &str, by| {
        let answer = index.count_by(&Search { query: query.into(), ..Search::default() }, by).unwrap();
        let counts = answer.counts.into_iter();
        counts.map(|count| (count.value.unwrap_or_default(), count.quotes)).collect::<Vec<_>>()
    };
    let counted = |pairs: &[(&str, usize)]| pairs.iter().map(|&(name, n)| (name.to_owned(), n)).collect::<Vec<_>>();
    assert_eq!(count("harbour", Facet::Speaker), counted(&[("Ann Smith", 1), ("Bob Ray", 1)]));
    assert_eq!(count("", Facet::Kind), counted(&[("direct", 3)]));
    assert_eq!(count("", Facet::Polarity), counted(&[("affirmed", 3)]));
    let months = [("2025-01", 2), ("2025-02", 1), ("2025-03", 1)];
    assert_eq!(count("-nothing", Facet::Month), counted(&months));
    assert_eq!(count("purple", Facet::Topic), []);
}

#[test]
fn neighbours_are_counted_by_article() {
    let dir = tempfile::TempDir::new().unwrap();
    let written = [
        ("a", &["Ann Smith", "Bob Ray", "Ann Smith"][..]),
        ("b", &["Ann Smith", "Bob Ray", "Bob Ray", "Cy Fox"]),
        ("c", &["Di Gray", "Cy Fox"]),
    ];
    let written = written.map(|(id, speakers)| {
        let texts: Vec<String> =
            (0..speakers.len()).map(|at| format!("The harbour {id} has {at} ships today")).collect();
        let article = article(id, "2025-01-01", &texts.join("\n"));
        let quotes =
            speakers.iter().zip(&texts).map(|(speaker, text)| quote(&article, Kind::Direct, speaker, text)).collect();
        (article, quotes)
    });
    write(dir.path(), &written);
    let index = Index::open(dir.path()).unwrap();
    let beside = |name: &str, limit| {
        let counts = index.quoted_beside(name, limit).unwrap().into_iter();
        counts.map(|count| (count.value.unwrap(), count.quotes)).collect::<Vec<_>>()
    };
    assert_eq!(beside("Ann Smith", 5), [("Bob Ray".to_owned(), 2), ("Cy Fox".to_owned(), 1)]);
    assert_eq!(beside("Ann Smith", 1), [("Bob Ray".to_owned(), 2)]);
    assert_eq!(beside("Di Gray", 5), [("Cy Fox".to_owned(), 1)]);
    assert_eq!(beside("Nobody", 5), []);
}

/// Five articles with the same words, more or fewer, or others for them.
fn retold() -> (tempfile::TempDir, Index) {
    let dir = tempfile::TempDir::new().unwrap();
    let whole = "The harbour is closed until spring, and that is final.";
    let articles = [
        ("a", "2025-01-01", "The Morning", "Ann Smith", "The harbour is closed until spring"),
        ("b", "2025-01-02", "The Evening", "Ann Smith", whole),
        ("c", "2025-02-01", "The Noon", "Ann Smith", whole),
        ("d", "2025-02-02", "The Morning", "Ann Smith", "The harbour is shut until spring, and that is final."),
        ("e", "2025-03-01", "The Noon", "Bob Ray", whole),
        ("f", "2025-01-03", "The Noon", "Ann Smith", "Thank you."),
    ];
    let written = articles.map(|(id, date, publisher, speaker, text)| {
        let mut article = article(id, date, text);
        article.publisher = Some(publisher.into());
        let quote = quote(&article, Kind::Direct, speaker, text);
        (article, vec![quote])
    });
    write(dir.path(), &written);
    let index = Index::open(dir.path()).unwrap();
    (dir, index)
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn any_string_can_be_asked(text in "[ -~“”‘’…*()\"':~-]{0,40}|\\PC{0,40}|((the|more|\"|OR|-|\\(|weapon\\*|~|\\[) ?){0,20}") {
        static SMALL: LazyLock<(tempfile::TempDir, Index)> = LazyLock::new(small);
        let index = &SMALL.1;
        let answer = index.search(&Search { query: text.clone(), ..Search::default() });
        for hit in answer.iter().flat_map(|answer| &answer.hits) {
            proptest::prop_assert!(hit.matched.iter().all(|span| hit.quote.text.get(span.range()).is_some()));
        }
        let answer = index.who(&text, &Filters::default(), 5).unwrap();
        proptest::prop_assert!(answer.matches.iter().all(|found| (0.0..=1.0).contains(&found.similarity)));
        index.speakers(Some(&text), 5, 0).unwrap();
        let _ = index.show(&text);
    }
}

#[test]
fn who_relays_a_statement_is_not_who_said_it() {
    let text = "“The harbour stays open,” Ann Lee said, the Times reported.";
    let (one, two) = (article("one", "2025-02-03", text), article("two", "2025-02-04", "The harbour stays open."));
    let relayed = [
        quote(&one, Kind::Mixed, "Times", "“The harbour stays open,” Ann Lee said"),
        quote(&one, Kind::Direct, "Ann Lee", "The harbour stays open,"),
    ];
    let own = quote(&two, Kind::Direct, "Times", "The harbour stays open.");
    let asked = |articles: &[(Article, Vec<Quote>)]| {
        let dir = tempfile::TempDir::new().unwrap();
        write(dir.path(), articles);
        let answer = Index::open(dir.path()).unwrap().who("the harbour stays open", &by("Times"), 5).unwrap();
        (answer.check, answer.speakers.into_iter().map(|speaker| speaker.name).collect::<Vec<_>>())
    };
    let first = (one, relayed.to_vec());
    assert_eq!(asked(std::slice::from_ref(&first)), (Some(SpeakerCheck::SomebodyElse), vec!["Ann Lee".to_owned()]));
    assert_eq!(asked(&[first, (two, vec![own])]).0, Some(SpeakerCheck::Yes), "the Times said so itself, elsewhere");
}
