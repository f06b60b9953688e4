//! Numbers written in digits: which separator groups and which is the decimal point.

use super::Number;
use super::table::Table;

/// The most digits a figure has; what is longer is an identifier. A number of 30 digits times the largest
/// scale still fits.
const MOST_DIGITS: usize = 24;

/// Where the digits of the scripts in use begin (Unicode, general category Nd); each has ten in order.
const ZEROS: [char; 16] = ['0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '０'];

/// The value of a decimal digit of any of the scripts in use.
pub(super) fn digit(char: char) -> Option<u32> {
    if char.is_ascii() {
        return char.to_digit(10);
    }
    ZEROS.iter().find_map(|&zero| (char as u32).checked_sub(zero as u32).filter(|&value| value < 10))
}

/// The value of a fraction that is one sign.
fn sign_fraction(char: char) -> Option<Number> {
    let (numerator, denominator) = match char {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅛' => (1, 8),
        _ => return None,
    };
    Number::fraction(numerator, denominator)
}

/// Reads digits with their separators: `1,500.50` as English writes it, `1.500,50` as German does.
///
/// `None` for what is no figure: a time (`12:40`), a version (`1.2.3`), an identifier (`0049`, or more than
/// 24 digits).
pub(super) fn number(text: &str, table: &Table) -> Option<Number> {
    // A digit of any script has at most 4 bytes, with a separator before every one at most 8.
    if text.len() > 8 * MOST_DIGITS {
        return None;
    }
    let last = text.chars().next_back()?;
    if let Some(fraction) = sign_fraction(last) {
        let rest = &text[..text.len() - last.len_utf8()];
        return if rest.is_empty() { Some(fraction) } else { plain(rest, table)?.plus(fraction) };
    }
    plain(text, table)
}

fn plain(text: &str, table: &Table) -> Option<Number> {
    let places = places(text, table)?;
    let digits: Vec<u32> = text.chars().filter_map(digit).collect();
    let separators = text.chars().filter(|&char| digit(char).is_none()).count();
    let is_identifier = digits.len() > MOST_DIGITS || (digits.len() > 1 && digits[0] == 0 && separators == 0);
    if is_identifier {
        return None;
    }
    let mantissa = digits.iter().fold(0i128, |value, &digit| value * 10 + i128::from(digit));
    Number::decimal(mantissa, places)
}

/// How many of the digits stand after the decimal point; `None` where the separators make no number.
fn places(text: &str, table: &Table) -> Option<u32> {
    let mut groups: Vec<usize> = vec![0];
    let mut signs = Vec::new();
    for char in text.chars() {
        if digit(char).is_some() {
            *groups.last_mut()? += 1;
        } else {
            signs.push(char);
            groups.push(0);
        }
    }
    let after = *groups.last()?;
    let (last, before) = match signs.split_last() {
        None => return Some(0),
        Some((&last, before)) => (last, before),
    };
    let decimal = match last {
        '٫' => true,
        '٬' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => false,
        '.' | ',' if before.is_empty() => {
            let leading = *groups.first()?;
            let could_group = after == 3 && leading <= 3 && !text.starts_with('0');
            !could_group || (last == table.decimal && !table.group.contains(last))
        }
        '.' | ',' => !before.contains(&last),
        _ => return None,
    };
    let (grouped, group_signs) =
        if decimal { (&groups[..groups.len() - 1], before) } else { (&groups[..], signs.as_slice()) };
    are_groups(grouped, group_signs).then_some(if decimal { after as u32 } else { 0 })
}

/// Whether groups of digits are what a grouped number has: threes after the first, or twos before the
/// last three as in India (`1,50,000`); one sign between all.
fn are_groups(groups: &[usize], signs: &[char]) -> bool {
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    let Some((last, between)) = rest.split_last() else {
        return *first > 0;
    };
    let alike = signs.windows(2).all(|pair| pair[0] == pair[1]) && !signs.contains(&'٫');
    let sizes = between.iter().all(|&size| size == 3) || between.iter().all(|&size| size == 2);
    alike && sizes && *last == 3 && (1..=3).contains(first)
}
