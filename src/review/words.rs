//! Small sets of named values: one table gives each its word in the window and its word in data.

/// The form of a word in JSON, CSV and on the command line: lower case, `_` between words.
pub(crate) fn snake(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '-'], "_")
}

/// Declares an enum whose values each have a label (shown) and a key (stored and typed).
macro_rules! words {
    (
        $(#[$doc:meta])* $name:ident {
            $($(#[$variant_doc:meta])* $variant:ident => $label:literal, $key:literal;)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The words shown to a person.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The word used in JSON, CSV and on the command line.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// Reads a key or label, whatever its case, with blank, `-` or `_` between words.
            pub fn from_key(text: &str) -> Option<Self> {
                let key = $crate::review::words::snake(text);
                Self::ALL.iter().copied().find(|value| value.key() == key || $crate::review::words::snake(value.label()) == key)
            }
        }
    };
}
pub(crate) use words;
