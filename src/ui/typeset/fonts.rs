//! One set of fonts for the article and for the chrome.
//!
//! The bundled families answer for Latin, Greek and Cyrillic; everything else comes
//! from the system. Both egui and parley read from one collection, so that a font
//! file is mapped once and a script looks the same everywhere.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use egui::epaint::text::{FallbackRequest, FontInsert, FontPriority, FontProvider, InsertFontFamily};
use egui::{FontData, FontDefinitions, FontFamily};
use fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::FontContext;
use skrifa::MetadataProvider as _;

use super::fallback;

/// Name of the bundled serif family in the collection. Not the font's own name, so
/// that a system copy of it, perhaps older, never takes part.
pub(super) const SERIF: &str = "Redpencil Serif";
/// Name of the bundled sans serif family in the collection.
pub(super) const SANS: &str = "Redpencil Sans";

/// egui family name of Phosphor Regular.
pub const ICONS: &str = "icons";
/// egui family name of Phosphor Bold.
pub const ICONS_BOLD: &str = "icons-bold";
/// egui family name of Inter Medium.
pub const MEDIUM: &str = "medium";
/// egui family name of Inter SemiBold.
pub const SEMIBOLD: &str = "semibold";
/// egui family name of Noto Serif.
pub const SERIF_REGULAR: &str = "serif";
/// egui family name of Noto Serif Bold.
pub const SERIF_BOLD: &str = "serif-bold";

const NOTO_SERIF: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/NotoSerif-Regular.ttf"));
const NOTO_SERIF_BOLD: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/NotoSerif-Bold.ttf"));
const INTER: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/Inter-Regular.otf"));
const INTER_MEDIUM: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/Inter-Medium.otf"));
const INTER_SEMIBOLD: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/Inter-SemiBold.otf"));
const PHOSPHOR: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/Phosphor.ttf"));
const PHOSPHOR_BOLD: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/Phosphor-Bold.ttf"));

/// The shared set of fonts. Cheap to clone.
#[derive(Clone)]
pub struct Fonts {
    shared: Arc<Shared>,
}

struct Shared {
    context: OnceLock<FontContext>,
    loader: Mutex<Option<JoinHandle<FontContext>>>,
}

impl Fonts {
    /// The bundled fonts and those of the system. Returns at once: the system is
    /// searched on a thread, because that takes about 30 ms, and whoever first lays
    /// out a text waits for what is left of it.
    pub fn system() -> Self {
        let loader =
            std::thread::Builder::new().name("fonts".to_owned()).spawn(|| load(true, Vec::new())).ok();
        Self::from_parts(OnceLock::new(), loader)
    }

    /// Only what the program carries: the same on every machine.
    pub fn bundled_only() -> Self {
        Self::with_extra(Vec::new())
    }

    /// The bundled fonts and the given font files, but none of the system's, for
    /// tests that must not depend on the machine.
    pub fn with_extra(files: Vec<Vec<u8>>) -> Self {
        Self::from_parts(OnceLock::from(load(false, files)), None)
    }

    fn from_parts(context: OnceLock<FontContext>, loader: Option<JoinHandle<FontContext>>) -> Self {
        Self { shared: Arc::new(Shared { context, loader: Mutex::new(loader) }) }
    }

    /// A font context over the shared files. Waits for the search of the system's
    /// fonts where it still runs.
    pub(super) fn context(&self) -> FontContext {
        self.shared.context.get_or_init(|| self.join()).clone()
    }

    /// The answer of the search; the bundled fonts alone where it failed.
    fn join(&self) -> FontContext {
        self.shared
            .loader
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
            .and_then(|thread| thread.join().ok())
            .unwrap_or_else(|| load(false, Vec::new()))
    }
}

/// Builds the collection: bundled families, extra files, system, fallbacks.
fn load(system_fonts: bool, extra: Vec<Vec<u8>>) -> FontContext {
    let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts });
    for (family, bytes) in [
        (SERIF, NOTO_SERIF),
        (SERIF, NOTO_SERIF_BOLD),
        (SANS, INTER),
        (SANS, INTER_MEDIUM),
        (SANS, INTER_SEMIBOLD),
    ] {
        let family_name = FontInfoOverride { family_name: Some(family), ..FontInfoOverride::default() };
        collection.register_fonts(Blob::new(Arc::new(bytes)), Some(family_name));
    }
    let mut families = Vec::new();
    for bytes in extra {
        let added = collection.register_fonts(Blob::new(Arc::new(bytes)), None);
        families.extend(added.into_iter().map(|(family, _)| family));
    }
    fallback::seed(&mut collection, &families);
    FontContext { collection, source_cache: SourceCache::new_shared() }
}

/// The families of the chrome: Inter as the proportional and monospaced family, and
/// the named families [`MEDIUM`], [`SEMIBOLD`], [`SERIF_REGULAR`], [`SERIF_BOLD`],
/// [`ICONS`] and [`ICONS_BOLD`]. Every chain ends in Inter and Noto Serif, which
/// between them hold the common punctuation and arrows.
pub fn egui_fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [
        ("inter", INTER),
        ("inter-medium", INTER_MEDIUM),
        ("inter-semibold", INTER_SEMIBOLD),
        ("noto-serif", NOTO_SERIF),
        ("noto-serif-bold", NOTO_SERIF_BOLD),
        ("phosphor", PHOSPHOR),
        ("phosphor-bold", PHOSPHOR_BOLD),
    ] {
        let data = Arc::new(FontData::from_static(bytes));
        fonts.font_data.insert(name.to_owned(), data);
    }
    for (family, first) in [
        (FontFamily::Proportional, "inter"),
        (FontFamily::Monospace, "inter"),
        (named(MEDIUM), "inter-medium"),
        (named(SEMIBOLD), "inter-semibold"),
        (named(SERIF_REGULAR), "noto-serif"),
        (named(SERIF_BOLD), "noto-serif-bold"),
        (named(ICONS), "phosphor"),
        (named(ICONS_BOLD), "phosphor-bold"),
    ] {
        fonts.families.insert(family, chain(first));
    }
    fonts
}

/// `first`, then the fonts that fill its gaps.
fn chain(first: &str) -> Vec<String> {
    let mut chain = vec![first.to_owned()];
    let rest = ["inter", "noto-serif"].into_iter();
    chain.extend(rest.filter(|name| *name != first).map(str::to_owned));
    chain
}

fn named(name: &str) -> FontFamily {
    FontFamily::Name(name.into())
}

/// Finds fonts for chrome text that no bundled font can show, with the choice parley
/// makes for the article.
pub(super) struct ChromeFallback {
    fonts: Fonts,
    state: Mutex<Option<Box<FallbackState>>>,
}

struct FallbackState {
    fonts: FontContext,
    layouts: parley::LayoutContext<()>,
}

impl ChromeFallback {
    /// A provider over the shared fonts; it reads them only when first asked.
    pub(super) fn new(fonts: Fonts) -> Self {
        Self { fonts, state: Mutex::new(None) }
    }

    /// The font that parley would draw `cluster` with.
    fn font_of(&self, cluster: &str) -> Option<parley::FontData> {
        let mut guard = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let state = guard.get_or_insert_with(|| {
            Box::new(FallbackState { fonts: self.fonts.context(), layouts: parley::LayoutContext::new() })
        });
        let mut builder = state.layouts.ranged_builder(&mut state.fonts, cluster, 1.0, true);
        builder.push_default(parley::FontFamily::named(SANS));
        let mut layout = builder.build(cluster);
        layout.break_all_lines(None);
        let font = layout.get(0)?.runs().next()?.font().clone();
        Some(font)
    }
}

impl FontProvider for ChromeFallback {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let wanted = request.cluster.chars().next()?;
        let font = self.font_of(request.cluster)?;
        let face = skrifa::FontRef::from_index(font.data.as_ref(), font.index).ok()?;
        let glyph = face.charmap().map(wanted)?;
        if glyph == skrifa::GlyphId::NOTDEF {
            return None;
        }
        let name = format!("system-{}-{}", font.data.id(), font.index);
        let (bytes, _) = font.data.into_raw_parts();
        let family = InsertFontFamily { family: request.family.clone(), priority: FontPriority::Lowest };
        let data = FontData::from_blob(bytes, font.index);
        Some(FontInsert::new(&name, data, vec![family]))
    }
}
