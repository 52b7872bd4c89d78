//! Field names of Nexis, in the classic format (`LENGTH: 20 words`) and in Nexis Uni (`Length: 20 words`).

/// The role of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldRole {
    /// The author.
    Byline,
    /// Metadata above the text.
    Head,
    /// Starts the text.
    Body,
    /// Metadata below the text.
    Tail,
}

/// Field names in capitals, by role: English, German, French, Spanish.
const NAMES: [(FieldRole, &[&str]); 4] = [
    (FieldRole::Byline, &["BYLINE", "AUTHOR", "AUTEUR", "AUTOR"]),
    (
        FieldRole::Head,
        &[
            "CORRECTION-DATE",
            "DATELINE",
            "ENCART",
            "HIGHLIGHT",
            "LENGTH",
            "LONGITUD",
            "LONGUEUR",
            "LÄNGE",
            "RUBRIK",
            "RUBRIQUE",
            "SECCIÓN",
            "SECTION",
            "SERIES",
            "COLUMN",
            "EDITION",
        ],
    ),
    (FieldRole::Body, &["BODY", "TEXT", "FULL TEXT", "HAUPTTEXT"]),
    (
        FieldRole::Tail,
        &[
            "ACC-NO",
            "CATEGORY",
            "CITY",
            "CLASSIFICATION",
            "COMPANY",
            "CONTACT",
            "COPYRIGHT",
            "CORRECTION",
            "COUNTRY",
            "DATE-CHARGEMENT",
            "DISTRIBUTION",
            "DOCUMENT-TYPE",
            "FIRMA",
            "GEOGRAPHIC",
            "GRAPHIC",
            "GRAFIK",
            "INDUSTRY",
            "ISSN",
            "JOURNAL-CODE",
            "JOURNAL CODE",
            "LANGUAGE",
            "LANGUE",
            "LOAD-DATE",
            "LOADDATE",
            "LOCALISATION-GEO",
            "NAME",
            "NOTES",
            "ORGANISATION",
            "ORGANIZATION",
            "PERSON",
            "PHOTO",
            "PUB-TYPE",
            "PUBLICATION-TYPE",
            "PUBLICATIONTYPE",
            "PUBLIKATIONSTYP",
            "SECTEUR-ACTIVITE",
            "SOCIETE",
            "SPRACHE",
            "STATE",
            "SUBJECT",
            "SUJET",
            "SYMBOLE-BOURSIER",
            "TICKER",
            "TYPE",
            "TYPE-PUBLICATION",
            "UPDATE",
            "URL",
            "WERTPAPIER-KÜRZEL",
        ],
    ),
];

/// Headings of Nexis Uni that stand alone on a line.
const HEADINGS: [(&str, FieldRole); 6] = [
    ("Body", FieldRole::Body),
    ("Text", FieldRole::Body),
    ("Classification", FieldRole::Tail),
    ("Graphic", FieldRole::Tail),
    ("Correction", FieldRole::Tail),
    ("End of Document", FieldRole::Tail),
];

/// The role and value of a line that starts a field in the classic format.
pub(super) fn classic_field(line: &str) -> Option<(FieldRole, &str)> {
    let (name, value) = named(line)?;
    role(name).map(|role| (role, value))
}

/// The role and value of a line that starts a field in the Nexis Uni format.
pub(super) fn uni_field(line: &str) -> Option<(FieldRole, &str)> {
    if let Some((_, role)) = HEADINGS.iter().find(|(heading, _)| *heading == line) {
        return Some((*role, ""));
    }
    let (name, value) = named(line).filter(|(name, _)| name.contains(char::is_lowercase))?;
    let is_title = name.split(['-', ' ']).all(|word| word.starts_with(char::is_uppercase));
    // Body headings stand alone on a line; with a colon, the line is a sentence.
    role(&name.to_uppercase()).filter(|role| is_title && *role != FieldRole::Body).map(|role| (role, value))
}

fn named(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    (name.len() <= 24).then_some((name, value.trim()))
}

fn role(name: &str) -> Option<FieldRole> {
    NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(role, _)| *role)
}
