//! Many articles at once: which files are meant, and what the review of each is called.

use super::error::{ImportError, Problem};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The files named, and those in the folders named: each folder's in the order of their names, without what
/// is hidden, without reviews, and without what lies in folders below.
///
/// # Errors
/// Where a folder cannot be looked into.
pub fn articles_in(named: &[PathBuf]) -> Result<Vec<PathBuf>, ImportError> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            files.append(&mut in_folder(path)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| Problem::from(error).with(folder.display().to_string()))?;
    let is_article = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.is_file() && !name.starts_with('.') && !name.ends_with(".ron")
    };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_article).collect();
    found.sort();
    Ok(found)
}

/// Each article with the review that is made of it, in the folder named or else beside the article:
/// `flood.docx` → `flood.ron`, and where two are called so, `flood.docx.ron`.
pub fn reviews_of(articles: &[PathBuf], folder: Option<&Path>) -> Vec<(PathBuf, PathBuf)> {
    let place =
        |article: &Path| folder.unwrap_or_else(|| article.parent().unwrap_or(Path::new(""))).to_owned();
    let stem = |article: &Path| article.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let mut called = HashMap::new();
    for article in articles {
        *called.entry((place(article), stem(article))).or_insert(0) += 1;
    }
    let name = |article: &Path| {
        let alone = called.get(&(place(article), stem(article))) == Some(&1);
        let kept = if alone { article.file_stem() } else { article.file_name() };
        format!("{}.ron", kept.unwrap_or_default().to_string_lossy())
    };
    articles.iter().map(|article| (article.clone(), place(article).join(name(article)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn a_review_lies_beside_its_article_or_in_the_folder_named() {
        let articles = paths(&["a/flood.docx", "a/fire.txt", "b/flood.pdf", "a/FLOOD.html"]);
        let reviews = |folder: Option<&str>| {
            let made = reviews_of(&articles, folder.map(Path::new));
            made.into_iter().map(|(_, review)| review).collect::<Vec<_>>()
        };
        assert_eq!(
            reviews(None),
            paths(&["a/flood.docx.ron", "a/fire.ron", "b/flood.ron", "a/FLOOD.html.ron"])
        );
        assert_eq!(
            reviews(Some("out")),
            paths(&["out/flood.docx.ron", "out/fire.ron", "out/flood.pdf.ron", "out/FLOOD.html.ron"])
        );
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test lays out its own files")]
    fn a_folder_stands_for_the_articles_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["b.txt", "a.md", ".hidden", "a.ron"] {
            std::fs::write(path(name), "words").unwrap();
        }
        std::fs::create_dir(path("below")).unwrap();
        std::fs::write(path("below/c.txt"), "words").unwrap();
        let named = [path("a.ron"), folder.path().to_owned()];
        assert_eq!(articles_in(&named).unwrap(), [path("a.ron"), path("a.md"), path("b.txt")]);
        assert_eq!(articles_in(&[path("gone")]).unwrap(), [path("gone")], "reading it says what is wrong");
    }
}
