//! Where the parts of a Word document are, and what its properties say.

use crate::analysis::dateline;
use crate::import::archive::Archive;
use crate::import::error::Problem;
use crate::import::xml::{Piece, pieces};
use crate::review::Article;
use chrono::NaiveDate;
use std::collections::HashMap;

/// The relations of a part: what each id points to, and what kind it is.
#[derive(Debug, Default)]
pub struct Relations {
    by_id: HashMap<String, String>,
    by_kind: HashMap<String, String>,
}

impl Relations {
    /// Reads the relations of a part; none where it has none.
    pub fn of(archive: &mut Archive, part: &str) -> Result<Self, Problem> {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let path = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let xml = archive.text(&path)?.unwrap_or_default();
        let mut relations = Self::default();
        for piece in pieces(&xml) {
            let Piece::Open(element) = piece else { continue };
            let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target")) else {
                continue;
            };
            let outside = element.attribute("TargetMode").as_deref() == Some("External");
            let kind = element.attribute("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            if !outside {
                relations.by_kind.entry(kind).or_insert_with(|| within(folder, &target));
            }
            relations.by_id.insert(id, target);
        }
        Ok(relations)
    }

    /// What an id points to: an address, or a part.
    pub fn target(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(String::as_str)
    }

    /// The part of a kind ("comments").
    pub fn part(&self, kind: &str) -> Option<&str> {
        self.by_kind.get(kind).map(String::as_str)
    }
}

/// The path of a part that is named in a folder.
fn within(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "" | "." => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// What the core properties of a document say (ECMA-376, part 2, 11).
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The day it was begun, or else last saved.
    pub date: Option<NaiveDate>,
}

impl Properties {
    /// Reads the part `core.xml`, or the metadata of an OpenDocument file.
    pub fn read(xml: &str) -> Self {
        let mut found: HashMap<String, String> = HashMap::new();
        let mut name = String::new();
        for piece in pieces(xml) {
            match piece {
                Piece::Open(element) => name = element.name,
                Piece::Close(_) => name.clear(),
                Piece::Text(text) if !name.is_empty() => {
                    found.entry(name.clone()).or_default().push_str(&text);
                }
                Piece::Text(_) => {}
            }
        }
        let mut take = |names: &[&str]| {
            let value = names.iter().find_map(|name| found.remove(*name)).unwrap_or_default();
            value.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let date = take(&["created", "creation-date", "modified", "date"]);
        Self {
            title: take(&["title"]),
            author: take(&["creator", "initial-creator"]),
            date: dateline::first_date(&date),
        }
    }

    /// Fills what the text of the article does not say itself.
    pub fn fill(self, article: &mut Article) {
        if article.title.is_empty() {
            article.title = self.title;
        }
        if article.byline.is_empty() {
            article.byline = self.author;
        }
        article.dateline.date = article.dateline.date.or(self.date);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_paths_from_the_top() {
        assert_eq!(within("word", "comments.xml"), "word/comments.xml");
        assert_eq!(within("word", "../docProps/core.xml"), "docProps/core.xml");
        assert_eq!(within("word", "/word/a.xml"), "word/a.xml");
        assert_eq!(within("", "../../a.xml"), "a.xml");
    }

    #[test]
    fn core_properties_are_read() {
        let xml = "<cp:coreProperties><dc:title>Two &amp; two</dc:title><dc:creator>Ida Roe</dc:creator>\
                   <dcterms:created>2024-03-12T09:00:00Z</dcterms:created></cp:coreProperties>";
        let properties = Properties::read(xml);
        assert_eq!((properties.title.as_str(), properties.author.as_str()), ("Two & two", "Ida Roe"));
        assert_eq!(properties.date, NaiveDate::from_ymd_opt(2024, 3, 12));
    }
}
