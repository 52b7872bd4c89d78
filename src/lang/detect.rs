//! Which language a text is in, from a kilobyte or two of it.
//!
//! Promises that English is practically never taken for another language: none of the 1,594 English articles of the
//! labelled corpora is. An article whose first kilobyte has enough of the most frequent English words is English, without
//! any further look. For the others the trigrams and alphabets of `whatlang` decide; a text counts as another language
//! only if that is sure, and if a second kilobyte from the middle of the text agrees. Short texts, and all that is unsure,
//! count as English. What is not written in Latin letters is certainly not English.
//!
//! The first look is too quick to be seen beside extraction; the second one is for articles in other languages.

use whatlang::Script;

use super::english::FREQUENT_WORDS;
use crate::language::LanguageCode;

/// Bytes of a sample.
const SAMPLE_BYTES: usize = 1024;

/// Fewest bytes in Latin letters that can be told from English: lists of names in less than that look like anything.
const MIN_LATIN_BYTES: usize = 300;
/// Fewest bytes in other scripts.
const MIN_OTHER_BYTES: usize = 100;

/// Share of the frequent English words in the letters of a sample from which it is English. In English news it is 0.1; in
/// other languages hardly ever 0.03, in English names and titles.
const ENGLISH_SHARE: f32 = 0.04;

/// The language of `text` if it surely is not English.
pub(super) fn detect(text: &str) -> Option<LanguageCode> {
    let text = text.trim();
    let first = foreign(sample(text, 0))?;
    let middle = (text.len() / 2).min(text.len().saturating_sub(SAMPLE_BYTES));
    let agrees = middle == 0 || foreign(sample(text, middle)) == Some(first);
    agrees.then_some(first)
}

/// The sample of `text` at byte `start`, or a little before it.
fn sample(text: &str, start: usize) -> &str {
    let border = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[border(start)..border(start + SAMPLE_BYTES)]
}

/// The language of `sample` if it surely is not English.
fn foreign(sample: &str) -> Option<LanguageCode> {
    if sample.len() < MIN_OTHER_BYTES || english_share(sample) >= ENGLISH_SHARE {
        return None;
    }
    let found = whatlang::detect(sample)?;
    let is_sure = match found.script() {
        Script::Latin => found.is_reliable() && sample.len() >= MIN_LATIN_BYTES,
        _ => true,
    };
    let code = LanguageCode::from_three_letters(found.lang().code())?;
    (is_sure && code != LanguageCode::ENGLISH).then_some(code)
}

/// The share of the frequent English words in the letters of `sample`.
fn english_share(sample: &str) -> f32 {
    let longest = FREQUENT_WORDS.iter().map(|word| word.len()).max().unwrap_or(0);
    let (mut english, mut all) = (0, 0);
    for word in sample.split(|c: char| !c.is_alphabetic()) {
        all += word.len();
        if word.len() <= longest && FREQUENT_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            english += word.len();
        }
    }
    english as f32 / all.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The city council voted on Monday to close the old harbour bridge, which has carried lorries \
        from the docks since 1962. Engineers said that the steel had been eaten away by salt and that nobody could say \
        how long it would hold. “We have looked at every way of keeping it open,” said Oda Lind, who leads the council. \
        Shopkeepers on the eastern bank fear that they will lose their customers when the detour begins in June.";

    fn code(text: &str) -> &'static str {
        detect(text).map_or("en", LanguageCode::as_str)
    }

    #[test]
    fn every_language_of_the_detector_has_a_code() {
        for language in whatlang::Lang::all() {
            assert!(LanguageCode::from_three_letters(language.code()).is_some(), "{language:?}");
        }
    }

    #[test]
    fn english_is_english() {
        let short = "Mayor Leaves Office\n\n“The city will be fine without me,” Ann Smith said on Monday.";
        let shouting = ENGLISH.to_uppercase();
        let names = "Results from Paris\n\nKvitová bt Svitolina 6-3 6-4, Świątek bt Siniaková 7-5 6-1, Garcia bt \
            Kasatkina 6-2 6-2. Jiří Veselý beat Grégoire Barrère, Félix Auger-Aliassime beat Botic van de Zandschulp \
            and Kei Nishikori of Japan retired with a sore knee. The winners meet on Thursday, when Schiavone will have \
            been gone from the game for five years. The weather is expected to be fine for all of the matches.";
        let quoting = format!(
            "« Nous avons perdu la guerre, mais nous n’avons pas perdu la paix, et nous continuerons à nous battre pour \
             ce pays », a dit le président devant les élus de la nation réunis à Versailles, where the newspapers of \
             the whole world had sent their people.\n{ENGLISH}\n{ENGLISH}"
        );
        let beginning = format!("{}\n{ENGLISH}\n{ENGLISH}\n{ENGLISH}\n{ENGLISH}", SAMPLES[1].1.repeat(3));
        for text in ["", " ", "Nein!", short, ENGLISH, &shouting, names, &quoting, &beginning] {
            assert_eq!(code(text), "en", "{text}");
        }
    }

    /// Written for this test.
    const SAMPLES: [(&str, &str); 8] = [
        (
            "de",
            "Der Stadtrat hat am Montag beschlossen, die alte Hafenbrücke zu sperren, über die seit 1962 die Lastwagen \
             von den Docks fahren. Die Ingenieure erklärten, der Stahl sei vom Salz zerfressen, und niemand könne sagen, \
             wie lange er noch halte. „Wir haben alles geprüft, um sie offen zu halten“, sagte Oda Lind, die den Rat \
             leitet. Die Händler am östlichen Ufer fürchten, dass ihnen die Kunden wegbleiben.",
        ),
        (
            "fr",
            "Le conseil municipal a décidé lundi de fermer le vieux pont du port, que les camions empruntent depuis 1962. \
             Selon les ingénieurs, l’acier est rongé par le sel et personne ne peut dire combien de temps il tiendra \
             encore. « Nous avons tout étudié pour le garder ouvert », a déclaré Oda Lind, qui dirige le conseil. Les \
             commerçants de la rive est craignent de perdre leurs clients.",
        ),
        (
            "es",
            "El ayuntamiento decidió el lunes cerrar el viejo puente del puerto, por el que pasan los camiones desde \
             1962. Los ingenieros explicaron que la sal se ha comido el acero y que nadie puede decir cuánto tiempo más \
             aguantará. «Hemos estudiado todas las maneras de mantenerlo abierto», dijo Oda Lind, que preside el consejo. \
             Los comerciantes de la orilla este temen quedarse sin clientes.",
        ),
        (
            "sv",
            "Kommunfullmäktige beslutade i måndags att stänga den gamla hamnbron, som lastbilarna har kört över sedan \
             1962. Ingenjörerna säger att saltet har frätt sönder stålet och att ingen vet hur länge det håller. ”Vi har \
             prövat alla sätt att hålla den öppen”, sade Oda Lind, som leder fullmäktige. Handlarna på den östra stranden \
             är rädda för att förlora sina kunder när omvägen börjar.",
        ),
        (
            "ru",
            "Городской совет решил в понедельник закрыть старый портовый мост, по которому с 1962 года ездят грузовики. \
             Инженеры говорят, что сталь разъедена солью. «Мы проверили все возможности», — сказала Ода Линд.",
        ),
        (
            "ar",
            "قرر مجلس المدينة يوم الاثنين إغلاق جسر الميناء القديم الذي تمر عليه الشاحنات منذ عام 1962. وقال المهندسون إن \
             الملح أكل الفولاذ. وقالت أودا ليند: «لقد درسنا كل الطرق لإبقائه مفتوحا».",
        ),
        (
            "zh",
            "市议会星期一决定关闭旧港口大桥，自1962年以来，卡车一直从码头驶过这座桥。工程师们说，钢材已被盐腐蚀，没有人能说出它还能支撑多久。\
             “我们已经研究了所有保持开放的办法，”市议会主席说。",
        ),
        (
            "ja",
            "市議会は月曜日、古い港の橋を閉鎖することを決めた。この橋は1962年からトラックが通っている。技術者によると、鋼は塩で腐食している。\
             「開けておく方法をすべて検討しました」と議長は述べた。",
        ),
    ];

    #[test]
    fn other_languages_are_told_from_english() {
        for (language, text) in SAMPLES {
            assert_eq!(code(text), language, "{text}");
            assert_eq!(code(&format!("\n{}", text.repeat(9))), language, "at length");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_language(text in "[\\PC\n]{0,3000}") {
            let _ = detect(&text);
        }
    }
}
