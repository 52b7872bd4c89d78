//! Boilerplate by wording: "Read more", newsletters, captions, bylines, cookies.
//!
//! Only short blocks are judged, and a block with a long quotation is never boilerplate.

use std::sync::LazyLock;

use regex::Regex;

use crate::read::date::ENGLISH_MONTHS;

/// The longest boilerplate block, in bytes.
const MAX_LENGTH: usize = 400;

/// A quotation of this length is content, in bytes.
const MIN_QUOTATION: usize = 60;

/// Patterns at the start of a block, in lower case, by kind of boilerplate.
const START_PATTERNS: [(&str, &str); 9] = [
    (
        "links to other articles",
        r"(?:(?:also |further |please |must )?read(?: more| also| next| this| on| the full [a-z]+)?|also (?:on|see|read|watch)|see(?: also| more)?|watch(?: more| now| live| video)?|listen(?: now)?|video|photos?|gallery|in pictures|more(?: on| from| in| news| stories| coverage)?[^.:]{0,40}|related(?: [a-z]+)?|recommended|explore|don't miss|background|trending(?: now)?|popular|opinion|analysis|explained|fact check)[ \n]*(?:[:|»>]| [-–—] )",
    ),
    (
        "headings above such links",
        r"(?:(?:you (?:may|might) (?:also )?(?:like|be interested)|related (?:news|stor|article|coverage|post|link|topic|content|video)|more (?:from|news|on|stories|like|in|coverage)(?-u:\b)|most (?:read|popular|viewed|shared)|top stories|latest (?:news|stories|popular)|editor'?s?'? (?:pick|choice)|recommended for|what to read next|read next|trending|also on |also read|don't miss|story continues|article continues|continue reading|this article (?:was )?originally|skip (?:to|ad)).{0,80}|(?:related|recommended|see also|read more|more|popular|highlights)[.…:]*)$",
    ),
    (
        "requests to sign up, to follow, to click",
        r"(?:[^a-z0-9]{0,2}(?:sign(?:ing)? up|subscribe|register|get (?:the|our|your|all|access|breaking|daily|latest|more|a|unlimited|[a-z0-9]+ ?[a-z0-9]* on the go)(?-u:\b).{0,100}(?:inbox|newsletter|email|e-mail|alerts?|app(?-u:\b)|letterbox|subscription|delivered|here(?-u:\b))|join (?:our|the (?:conversation|discussion)|us on|now)|follow (?:us|him|her|them|me)(?-u:\b)|follow .{1,60}(?:twitter|facebook|instagram|google news)|like us on|find us on|click (?:here|to|on|the)|tap (?:here|to)|download (?:the|our)|support (?:our|us)|donate|become a (?:member|subscriber)|already a (?:member|subscriber)|log in|sign in|create (?:an|your) account|want (?:more|to read|the latest)|have (?:a|you got a|any) (?:tip|story|question)|got a (?:tip|story|question)|send (?:us|your)|let us know|tell us|like (?:this|what you)|need more|stay (?:up|informed|connected)|never miss|there's plenty more|thank you for|let our news|breaking news (?:emails|alerts)|you have (?:been )?success|there was a problem|double check your email)(?-u:\b))",
    ),
    (
        "buttons",
        r"(?:(?:share|tweet|e-?mail|print|save|comments?|copy link|whatsapp|facebook|twitter|linkedin|pinterest|reddit|flipboard|close|caption|next|previous|loading|advert|advertisement|advertising|sponsored|sponsored content|sponsor(?:ed)? message|post (?:a )?comment|leave a (?:comment|reply)|show comments|view comments|view all|see all|load more|back to top|menu|search|home|tags|topics|share this(?: article| story| page| post)?|sharing is caring|follow|play|pause|mute|enlarge|zoom|article continues below|hide|expand)(?-u:\b)[^a-z]*){1,8}$",
    ),
    (
        "pictures",
        r"(?:[^a-z0-9]?(?:(?:file|stock|handout|undated|archive|courtesy|representational|representative)[ \n]+(?:photo|image|picture|pic)|(?:photo|image|picture|pic|photograph|video|illustration|graphic|chart|map|screenshot)s?(?:[ \n]+(?:by|courtesy|credit|source|via|from))?[ \n]*[:/©]|(?:photo|image|picture|photograph|video|illustration|graphic)s?[ \n]+(?:by|courtesy)[ \n]|(?:image|photo|slide|picture) [0-9]+ of|credits?:|©))",
    ),
    (
        "times",
        r"[^a-z0-9]{0,2}(?:(?:first |last |originally )?(?:published|posted|updated|modified|created|publish date|date)(?: on| at)?[ \n]*(?:[:;-]|[0-9]|(?:mon|tue|wed|thu|fri|sat|sun|MONTH)[a-z]*(?-u:\b))|[0-9]+ (?:minute|min|hour|day|week|month)s?\.? (?:ago|read)|(?:estimated )?reading time)",
    ),
    (
        "makers",
        r"[^a-z0-9]{0,2}(?:(?:additional |with )?(?:reporting|writing|editing|compiled|edited|reported|written|filmed|translated)(?: and (?:writing|editing|reporting))?[ \n]+by[ \n]|with (?:files|reporting|inputs?) from(?-u:\b)|reach (?:the )?reporters?(?-u:\b)|contact (?:the (?:reporter|author|writer)|us)(?-u:\b)|e-?mail [a-z. ]{3,40} at(?-u:\b)|about the authors?(?-u:\b)|more articles (?:from|by)(?-u:\b)|view all (?:posts|articles)|all posts by)",
    ),
    (
        "rights",
        r"(?:\(c\)|©|copyright(?-u:\b)|all rights reserved|the contents of this site|terms (?:of|and)|privacy policy|disclaimer:|disclosure:)",
    ),
    (
        "the page itself",
        r"(?:(?:we|this (?:web ?)?site|our (?:web ?)?site)[ \n]+uses? cookies|by (?:continuing|using|clicking|browsing)(?-u:\b).{0,60}(?-u:\b)(?:cookies|agree|site|terms)|(?:this [a-z0-9]+ requires|please enable|enable|you need) javascript|your browser (?:does|is)|please (?:upgrade|update|turn|disable)|\[/?[a-z_-]+(?:[ \n][^\]]*)?\]|make [a-z0-9]+ my homepage|some features)",
    ),
];

/// Patterns anywhere in a short block.
const ANYWHERE_PATTERNS: [(&str, &str); 4] = [
    (
        "requests",
        r"(?-u:\b)(?:click(?:ing)? here|we'd like to hear (?:what|from)|sign up (?:for|to) (?:our|his|her|[a-z0-9]+'s)|our (?:[a-z0-9]+ )?newsletter|free (?:daily )?newsletter|by clicking here|(?:your|day to your) inbox|affiliate commission|follow (?:him|her|us|them|me) (?:on|@))(?-u:\b)",
    ),
    (
        "addresses",
        r"(?-u:\b)(?:can|may) be reached (?:at|by|on)(?-u:\b)|(?-u:\b)(?:reach|contact|e-?mail) (?:him|her|them|us|me) (?:at|via|on)(?-u:\b)|contributed to this (?:report|story|article)|all rights reserved",
    ),
    (
        "rights",
        r"may not be (?:published|reproduced|broadcast)|without (?:the )?(?:prior |express )?(?:written )?permission",
    ),
    ("pictures", r"(?-u:\b)image [0-9]+ of(?-u:\b)"),
];

/// Picture credits at the end of a caption.
const CREDIT_PATTERNS: [&str; 3] = [
    r"[(\[](?:photos?|image|picture|pic|credit|video|source|file|handout|courtesy|illustration|graphic|screenshot|ap|afp|reuters|getty|epa)(?-u:\b)[^()\[\]]{0,120}[)\]][^a-z0-9]{0,2}$",
    r"[(\[][^()\[\]]{0,80}(?:getty images|/getty|/ap|/afp|/reuters|via ap|via reuters|ap photo|shutterstock|istock|associated press photo)[^()\[\]]{0,40}[)\]][^a-z0-9]{0,2}$",
    r"(?:/|\||via|by|—|-|\.|,|©)[ \n]?(?:[a-z0-9 .]{0,40}/)?[ \n]?(?:getty images|getty|reuters|afp|ap photo|shutterstock|istock|alamy|epa|bloomberg via getty images)(?:[^.]{0,30})$",
];

static START: LazyLock<Regex> =
    LazyLock::new(|| compile_any(&START_PATTERNS.map(|(_, words)| format!("^(?:{words})"))));
static ANYWHERE: LazyLock<Regex> = LazyLock::new(|| compile_any(&ANYWHERE_PATTERNS.map(|(_, words)| words.to_owned())));
static CREDIT: LazyLock<Regex> = LazyLock::new(|| compile_any(&CREDIT_PATTERNS.map(str::to_owned)));
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:by|written by|story by|text by|from)[:\s]+\p{Lu}[^.!?]*(?:\p{Lu}\.[^.!?]*)*$")
        .expect("a pattern of ours")
});
static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compile_any(&[r"^[^a-z0-9]*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]* +)?(?:(?:MONTH)[a-z.]* +[0-9]{1,2}(?:st|nd|rd|th)?|[0-9]{1,2}(?:st|nd|rd|th)?[ ./-]+(?:(?:MONTH)[a-z.]*|[0-9]{1,2}))[, ./-]+(?:[0-9]{4}|[0-9]{2}(?-u:\b))(?s:.){0,40}$".to_owned()])
});

/// Compiles alternative patterns in which `MONTH` stands for the English months.
fn compile_any(patterns: &[String]) -> Regex {
    Regex::new(&patterns.join("|").replace("MONTH", ENGLISH_MONTHS)).expect("valid patterns")
}

/// Whether the wording of a block marks it as boilerplate.
pub(super) fn is_boilerplate(text: &str) -> bool {
    if text.len() > MAX_LENGTH || quotes_at_length(text) {
        return false;
    }
    let folded = fold_text(text);
    START.is_match(&folded) || ANYWHERE.is_match(&folded) || CREDIT.is_match(&folded)
}

/// Whether the text asks the reader to subscribe or to sign in.
pub(super) fn asks_to_subscribe(text: &str) -> bool {
    const ASKS: [&str; 14] = [
        "subscribe ",
        "subscribe now",
        "sign in",
        "log in",
        "sign up",
        "create an account",
        "create a free account",
        "free trial",
        "unlimited access",
        "already a subscriber",
        "already a member",
        "to continue reading",
        "to keep reading",
        "for subscribers",
    ];
    let folded = fold_text(text);
    !quotes_at_length(text) && ASKS.iter().any(|asks| folded.contains(asks))
}

/// Whether a block above the text is a byline or a date.
pub(super) fn is_byline(text: &str) -> bool {
    text.len() <= 150 && (BYLINE.is_match(text) || DATE_LINE.is_match(&fold_text(text)))
}

/// Lower case and straight apostrophes, as in the patterns.
fn fold_text(text: &str) -> String {
    text.to_lowercase().replace(['’', '‘'], "'")
}

fn quotes_at_length(text: &str) -> bool {
    let marks: Vec<usize> = text.match_indices(['“', '”', '"']).map(|(at, _)| at).collect();
    marks.windows(2).any(|pair| pair[1] - pair[0] > MIN_QUOTATION)
}

/// Whether a block ends like a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»', ' '])
        .ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '،', '।'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_shows_by_its_words() {
        for text in [
            "Read more: Mayor leaves office",
            "RELATED: Ten best bridges",
            "Also read | The mayor’s week",
            "READ MORE ON THE MAYOR BY CLICKING HERE",
            "You may also like...",
            "Sign up for our free daily newsletter and never miss a story.",
            "Share Tweet Email",
            "Advertisement",
            "FILE PHOTO: The mayor waves in New York, U.S., November 18, 2019.",
            "The mayor at the bridge. (AP Photo/Ann Smith)",
            "The mayor waves to the crowd. Ann Smith/Getty Images",
            "Updated 3:27 am PST, Wednesday, November 20, 2019",
            "© 2019 The Paper",
            "Reporting by Ann Smith; Editing by Bo Li",
            "We use cookies to make this site better.",
            "Image 3 of 9",
            "First Published: Tuesday, November 19",
            "This slideshow requires JavaScript.",
            "Ann Smith can be reached at ann@paper.org.",
            "We’d like to hear what you think about this or any of our articles.",
        ] {
            assert!(is_boilerplate(text), "{text}");
        }
    }

    #[test]
    fn what_is_text_stays() {
        for text in [
            "“Read my lips,” the mayor said.",
            "More than a hundred people came.",
            "Read aloud, the letter took an hour.",
            "Photographs were banned.",
            "He published three novels.",
            "Comments from readers moved her.",
            "“Subscribe to nothing you have not read twice, and then read it again,” she said.",
            "Follow the money, the mayor said.",
            "Listen to her: she knows the bridge.",
            "See you on Monday, he wrote.",
            "Updating the law takes time.",
            "She was born in 1970.",
            "Share prices fell.",
            "Related deaths rose to nine.",
        ] {
            assert!(!is_boilerplate(text), "{text}");
        }
    }

    #[test]
    fn bylines_and_moments_are_told_from_sentences() {
        for text in [
            "By Ann Smith",
            "By Ann Smith and Bo Li, The Paper",
            "Nov. 20, 2019, 9:28 AM UTC",
            "19.11.2019, 08:57",
            "Tuesday 19 November 2019",
        ] {
            assert!(is_byline(text), "{text}");
        }
        for text in ["By Monday the bridge was shut.", "by then", "Nov. 20 was cold.", "“By God”"] {
            assert!(!is_byline(text), "{text}");
        }
    }
}
