//! The language of an article.

use whatlang::{Detector, Lang};

/// How many bytes of a text are looked at: enough to be sure, and quick for a book.
const SAMPLE_BYTES: usize = 16 * 1024;

/// The language of a text as a BCP 47 tag ("en", "fa"); empty where it is not certain.
pub fn detect(text: &str) -> String {
    let sample = sample(text);
    let reliable = whatlang::detect(sample).filter(whatlang::Info::is_reliable);
    reliable.map_or("", |info| tag(info.lang())).to_owned()
}

/// The language that a document states ("en_US", "FR"), as the first part of a BCP 47 tag.
///
/// The region is left out, because pages state it by habit. `None` where it is no language tag.
pub fn stated(tag: &str) -> Option<String> {
    let language = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let fits = matches!(language.len(), 2..=3) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    (fits && !matches!(language.as_str(), "und" | "mul" | "zxx")).then_some(language)
}

/// Which of two languages a text is in; `None` where it says nothing.
pub fn which(text: &str, one: Lang, other: Lang) -> Option<Lang> {
    Detector::with_allowlist(vec![one, other]).detect_lang(sample(text))
}

/// The likeliest language of a text, certain or not.
pub fn likeliest(text: &str) -> Option<Lang> {
    whatlang::detect_lang(sample(text))
}

fn sample(text: &str) -> &str {
    &text[..text.floor_char_boundary(SAMPLE_BYTES)]
}

/// The BCP 47 tag: two letters where ISO 639-1 has them, as the registry demands.
fn tag(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (language, text) in [
            (
                "en",
                "The soldiers closed the borders on Wednesday night, and nobody in the capital knew who gave the orders.",
            ),
            (
                "fr",
                "Les soldats ont fermé les frontières mercredi soir, et personne dans la capitale ne savait qui donnait les ordres.",
            ),
            (
                "de",
                "Die Soldaten schlossen am Mittwochabend die Grenzen, und niemand in der Hauptstadt wusste, wer befahl.",
            ),
            ("ar", "أغلق الجنود الحدود مساء الأربعاء ولم يعرف أحد في العاصمة من الذي أصدر الأوامر."),
            (
                "fa",
                "سربازان شامگاه چهارشنبه مرزها را بستند و هیچ‌کس در پایتخت نمی‌دانست چه کسی دستور داده است.",
            ),
            (
                "ur",
                "فوجیوں نے بدھ کی رات سرحدیں بند کر دیں اور دارالحکومت میں کسی کو معلوم نہیں تھا کہ حکم کس نے دیا ہے۔",
            ),
            ("he", "החיילים סגרו את הגבולות ביום רביעי בלילה, ואיש בבירה לא ידע מי נתן את הפקודות."),
            ("hi", "सैनिकों ने बुधवार की रात सीमाएँ बंद कर दीं और राजधानी में किसी को नहीं पता था कि आदेश किसने दिया।"),
            ("zh", "士兵们星期三晚上关闭了边境，首都没有人知道是谁下的命令。"),
            ("ja", "兵士たちは水曜日の夜に国境を閉鎖し、首都では誰が命令したのか分からなかった。"),
        ] {
            assert_eq!(detect(text), language);
        }
        assert_eq!(detect("1 2 3"), "");
        assert_eq!(detect(""), "");
    }

    #[test]
    fn stated_languages_are_put_in_one_form() {
        assert_eq!(stated("en_US").as_deref(), Some("en"));
        assert_eq!(stated(" FR ").as_deref(), Some("fr"));
        assert_eq!(stated("zh-Hant-TW").as_deref(), Some("zh"));
        assert_eq!(stated("english"), None);
        assert_eq!(stated(""), None);
        assert_eq!(stated("und"), None);
    }
}
