//! House lists: sources and rules that a desk begins its reviews with, as RON of their own.

use super::format::{damaged, without_byte_order_mark};
use super::{FormatError, StoreError, file, readable};
use crate::review::{RuleSettings, Source, Template};
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::Path;

/// The version of the form that is written, and the newest that is read.
const VERSION: u32 = 1;

/// A template as it stands in a file: what it is and its version, then its own fields.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Template")]
struct Stored<'a> {
    template: u32,
    rules: Cow<'a, RuleSettings>,
    #[serde(default)]
    sources: Cow<'a, [Source]>,
}

/// A template as RON, for [`super::write_new`].
///
/// # Errors
/// Where it contradicts itself, for it would not open again.
pub fn template_to_ron(template: &Template) -> Result<String, StoreError> {
    if let Some(fault) = template.fault() {
        return Err(FormatError::List(fault).into());
    }
    let stored = Stored {
        template: VERSION,
        rules: Cow::Borrowed(&template.rules),
        sources: Cow::Borrowed(&template.sources),
    };
    let mut text = ron::ser::to_string_pretty(&stored, PrettyConfig::new().new_line("\n"))
        .map_err(|error| FormatError::Unwritable(error.to_string()))?;
    text.push('\n');
    Ok(readable::strings(&text))
}

/// A template from RON.
///
/// # Errors
/// Where the text is no template, of a newer version, damaged, or contradicts itself.
pub fn template_from_ron(text: &str) -> Result<Template, StoreError> {
    let text = without_byte_order_mark(text);
    let stored: Stored<'_> = ron::from_str(text).map_err(|error| no_list(damaged(text, error)))?;
    if stored.template > VERSION {
        return Err(FormatError::Newer(stored.template.into()).into());
    }
    let template = Template { rules: stored.rules.into_owned(), sources: stored.sources.into_owned() };
    match template.fault() {
        Some(fault) => Err(FormatError::List(fault).into()),
        None => Ok(template),
    }
}

/// What is wrong with a review’s text, said of a list’s.
fn no_list(error: FormatError) -> FormatError {
    match error {
        FormatError::Damaged { line, column, what } => {
            FormatError::List(format!("line {line}, column {column}: {what}"))
        }
        other => other,
    }
}

/// Reads the template in a file.
///
/// # Errors
/// Where it cannot be read, or is none.
pub fn load_template(path: &Path) -> Result<Template, StoreError> {
    let (bytes, _) = file::read(path)?;
    let text = String::from_utf8(bytes)
        .map_err(|error| FormatError::NotText(error.utf8_error().valid_up_to() + 1).into());
    text.and_then(|text| template_from_ron(&text)).map_err(|error| match error {
        StoreError::Format(reason) => StoreError::Unreadable { reason, path: path.to_owned() },
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Reliability, RuleBook, SourceId};

    fn template() -> Template {
        let wire = Source { reliability: Reliability::B, ..Source::named(SourceId::new(1), "Wire “é”") };
        let rules = RuleSettings::default().with_book(RuleBook::Ksj, true);
        Template { rules, sources: vec![wire] }
    }

    #[test]
    fn a_template_reads_back() {
        let text = template_to_ron(&template()).unwrap();
        assert!(text.starts_with("(\n    template: 1,\n"), "{text}");
        assert_eq!(template_from_ron(&text).unwrap(), template());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("house.ron");
        super::super::write_new(&path, text.as_bytes(), false).unwrap();
        assert_eq!(load_template(&path).unwrap(), template());
    }

    #[test]
    fn what_is_no_template_is_refused() {
        let text = template_to_ron(&template()).unwrap();
        for (text, words) in [
            ("", "house list cannot be read (line 1"),
            ("(version: 1)", "house list cannot be read (line 1"),
            (&text.replace("template: 1", "template: 2"), "newer Redpencil"),
            (&text.replace("name:", "title:"), "house list cannot be read (line "),
        ] {
            let said = template_from_ron(text).unwrap_err().to_string();
            assert!(said.contains(words), "{said}");
        }
    }
}
