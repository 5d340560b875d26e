//! What Python's methods of texts know of characters: their kinds, and their cases. Tables are of Unicode 14, as CPython 3.11's; all else is
//! what Rust's library knows.

use crate::graph_runtime::functions::ascii_digit;

/// Characters that Rust calls alphabetic, and Python no letters: signs for vowels and letters in circles. Between them are no letters.
const NO_LETTERS: [u32; 314] = [
    0x345, 0x370, 0x5b0, 0x5c8, 0x610, 0x61b, 0x64b, 0x660, 0x670, 0x671, 0x6d6, 0x6e5, 0x6e7, 0x6ee, 0x711, 0x712,
    0x730, 0x740, 0x7a6, 0x7b1, 0x816, 0x818, 0x81b, 0x824, 0x825, 0x828, 0x829, 0x82d, 0x8d4, 0x904, 0x93a, 0x93c,
    0x93e, 0x950, 0x955, 0x958, 0x962, 0x964, 0x981, 0x984, 0x9be, 0x9cd, 0x9d7, 0x9d8, 0x9e2, 0x9e4, 0xa01, 0xa04,
    0xa3e, 0xa52, 0xa70, 0xa72, 0xa75, 0xa84, 0xabe, 0xacd, 0xae2, 0xae4, 0xafa, 0xb04, 0xb3e, 0xb58, 0xb62, 0xb64,
    0xb82, 0xb83, 0xbbe, 0xbcd, 0xbd7, 0xc05, 0xc3e, 0xc57, 0xc62, 0xc64, 0xc81, 0xc84, 0xcbe, 0xcd7, 0xce2, 0xce4,
    0xd00, 0xd04, 0xd3e, 0xd4d, 0xd57, 0xd58, 0xd62, 0xd64, 0xd81, 0xd84, 0xdcf, 0xdf4, 0xe31, 0xe32, 0xe34, 0xe3b,
    0xe4d, 0xe4e, 0xeb1, 0xeb2, 0xeb4, 0xebd, 0xecd, 0xece, 0xf71, 0xf84, 0xf8d, 0xfbd, 0x102b, 0x103f, 0x1056, 0x105a,
    0x105e, 0x1061, 0x1062, 0x1065, 0x1067, 0x106e, 0x1071, 0x1075, 0x1082, 0x108e, 0x108f, 0x109e, 0x1712, 0x1714,
    0x1732, 0x1734, 0x1752, 0x1754, 0x1772, 0x1774, 0x17b6, 0x17c9, 0x1885, 0x1887, 0x18a9, 0x18aa, 0x1920, 0x1939,
    0x1a17, 0x1a1c, 0x1a55, 0x1a75, 0x1abf, 0x1b05, 0x1b35, 0x1b44, 0x1b80, 0x1b83, 0x1ba1, 0x1bae, 0x1be7, 0x1bf2,
    0x1c24, 0x1c37, 0x1dd3, 0x1df5, 0x24b6, 0x24ea, 0x2de0, 0x2e00, 0xa674, 0xa67c, 0xa69e, 0xa6a0, 0xa802, 0xa803,
    0xa80b, 0xa80c, 0xa823, 0xa828, 0xa880, 0xa882, 0xa8b4, 0xa8c6, 0xa8ff, 0xa900, 0xa926, 0xa92b, 0xa947, 0xa953,
    0xa980, 0xa984, 0xa9b4, 0xa9c0, 0xa9e5, 0xa9e6, 0xaa29, 0xaa37, 0xaa43, 0xaa44, 0xaa4c, 0xaa4e, 0xaa7b, 0xaa7e,
    0xaab0, 0xaab1, 0xaab2, 0xaab5, 0xaab7, 0xaab9, 0xaabe, 0xaabf, 0xaaeb, 0xaaf0, 0xaaf5, 0xaaf6, 0xabe3, 0xabeb,
    0xfb1e, 0xfb1f, 0x10376, 0x1037b, 0x10a01, 0x10a10, 0x10d24, 0x10d28, 0x10eab, 0x10ead, 0x11000, 0x11003, 0x11038,
    0x11046, 0x11073, 0x11075, 0x11080, 0x11083, 0x110b0, 0x110c3, 0x11100, 0x11103, 0x11127, 0x11133, 0x11145,
    0x11147, 0x11180, 0x11183, 0x111b3, 0x111c0, 0x111ce, 0x111d0, 0x1122c, 0x1123f, 0x112df, 0x11304, 0x1133e,
    0x1134d, 0x11357, 0x11358, 0x11362, 0x11364, 0x11435, 0x11446, 0x114b0, 0x114c2, 0x115af, 0x115bf, 0x115dc,
    0x115de, 0x11630, 0x11641, 0x116ab, 0x116b6, 0x1171d, 0x1172b, 0x1182c, 0x11839, 0x11930, 0x1193d, 0x11940,
    0x11941, 0x11942, 0x11943, 0x119d1, 0x119e0, 0x119e4, 0x119e5, 0x11a01, 0x11a0b, 0x11a35, 0x11a3a, 0x11a3b,
    0x11a3f, 0x11a51, 0x11a5c, 0x11a8a, 0x11a98, 0x11c2f, 0x11c3f, 0x11c92, 0x11cb7, 0x11d31, 0x11d44, 0x11d47,
    0x11d48, 0x11d8a, 0x11d97, 0x11ef3, 0x11ef7, 0x16f4f, 0x16f50, 0x16f51, 0x16f93, 0x16ff0, 0x16ff2, 0x1bc9e,
    0x1bc9f, 0x1e000, 0x1e02b, 0x1e947, 0x1e948, 0x1f130, 0x1f18a,
];

/// Digits that make no decimal numbers: superscripts, digits in circles.
const OTHER_DIGITS: [u32; 40] = [
    0xb2, 0xb4, 0xb9, 0xba, 0x1369, 0x1372, 0x19da, 0x19db, 0x2070, 0x2071, 0x2074, 0x207a, 0x2080, 0x208a, 0x2460,
    0x2469, 0x2474, 0x247d, 0x2488, 0x2491, 0x24ea, 0x24eb, 0x24f5, 0x24fe, 0x24ff, 0x2500, 0x2776, 0x277f, 0x2780,
    0x2789, 0x278a, 0x2793, 0x10a40, 0x10a44, 0x10e60, 0x10e69, 0x11052, 0x1105b, 0x1f100, 0x1f10b,
];

/// Letters that are numbers, too.
const NUMERALS: &str = "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零\u{f96b}\u{f973}\u{f978}\u{f9b2}\u{f9d1}\u{f9d3}\u{f9fd}𠀁𠁤𠃢𠄡𠤪𠦃𠦌𠦜𠫪𠫽𠬙𢎐𢦘𣬛𦉭\u{2f890}";

/// Whether a character is in one of the ranges, of each of which there are the first code and the one behind the last.
fn is_among(letter: char, ranges: &[u32]) -> bool {
    ranges.partition_point(|code| *code <= u32::from(letter)) % 2 == 1
}

/// `str.isalpha` of a character.
pub(super) fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_numeric() && !is_among(letter, &NO_LETTERS)
}

/// `str.isdecimal` of a character.
pub(super) fn is_decimal(letter: char) -> bool {
    ascii_digit(letter).is_ascii_digit()
}

/// `str.isdigit` of a character.
pub(super) fn is_digit(letter: char) -> bool {
    is_decimal(letter) || is_among(letter, &OTHER_DIGITS)
}

/// `str.isnumeric` of a character.
pub(super) fn is_numeric(letter: char) -> bool {
    letter.is_numeric() || NUMERALS.contains(letter)
}

/// Whether a character is of title case: `ǅ`.
fn is_title(letter: char) -> bool {
    let is_with_iota = matches!(letter, 'ᾈ'..='ᾏ' | 'ᾘ'..='ᾟ' | 'ᾨ'..='ᾯ' | 'ᾼ' | 'ῌ' | 'ῼ');
    is_with_iota || matches!(letter, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
}

fn is_cased(letter: char) -> bool {
    letter.is_lowercase() || letter.is_uppercase() || is_title(letter)
}

/// `text.isupper()`
pub(super) fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(|letter| letter.is_lowercase() || is_title(letter))
}

/// `text.islower()`
pub(super) fn is_lower(text: &str) -> bool {
    text.chars().any(char::is_lowercase) && !text.chars().any(|letter| letter.is_uppercase() || is_title(letter))
}

/// `text.istitle()`
pub(super) fn is_titled(text: &str) -> bool {
    let mut is_inside = false;
    let is_right = text.chars().all(|letter| {
        let was_inside = std::mem::replace(&mut is_inside, is_cased(letter));
        !is_inside || was_inside == letter.is_lowercase()
    });
    is_right && text.chars().any(is_cased)
}

/// `text.title()`
pub(super) fn titled(text: &str) -> String {
    let mut is_inside = false;
    let letters = with_lower(text).map(|(letter, lower)| {
        let was_inside = std::mem::replace(&mut is_inside, is_cased(letter));
        if was_inside { lower } else { in_title_case(letter) }
    });
    letters.collect()
}

/// `text.capitalize()`
pub(super) fn capitalized(text: &str) -> String {
    let letters = with_lower(text).enumerate();
    letters.map(|(at, (letter, lower))| if at == 0 { in_title_case(letter) } else { lower }).collect()
}

/// `text.swapcase()`
pub(super) fn swapped(text: &str) -> String {
    let letters = with_lower(text).map(|(letter, lower)| match letter {
        _ if letter.is_uppercase() => lower,
        _ if letter.is_lowercase() => letter.to_uppercase().collect(),
        _ => letter.to_string(),
    });
    letters.collect()
}

/// `text.casefold()`
pub(super) fn folded(text: &str) -> String {
    text.chars().map(folded_letter).collect()
}

fn folded_letter(letter: char) -> String {
    let moved = |by: u32| char::from_u32(u32::from(letter) - by).unwrap_or(letter).to_string();
    match letter {
        'ẞ' => "ss".to_owned(),
        // Of Cherokee, capitals are the older letters.
        'ı' | 'Ꭰ'..='Ᏽ' => letter.to_string(),
        'ᏸ'..='ᏽ' => moved(8),
        'ꭰ'..='ꮿ' => moved(0xab70 - 0x13a0),
        _ => letter.to_uppercase().flat_map(char::to_lowercase).collect(),
    }
}

/// Each character, and what it is in lower case: of a sigma that depends on those around it.
fn with_lower(text: &str) -> impl Iterator<Item = (char, String)> {
    let mut lower = text.to_lowercase().chars().collect::<Vec<_>>().into_iter();
    text.chars().map(move |letter| (letter, lower.by_ref().take(letter.to_lowercase().count()).collect()))
}

/// A character as the first of a word.
fn in_title_case(letter: char) -> String {
    let moved = |code: u32| char::from_u32(code).unwrap_or(letter).to_string();
    match letter {
        'Ǆ'..='ǆ' => "ǅ".to_owned(),
        'Ǉ'..='ǉ' => "ǈ".to_owned(),
        'Ǌ'..='ǌ' => "ǋ".to_owned(),
        'Ǳ'..='ǳ' => "ǲ".to_owned(),
        // Words of Georgian begin as they go on.
        'ა'..='ჺ' | 'ჽ'..='ჿ' | 'ᾼ' | 'ῌ' | 'ῼ' => letter.to_string(),
        'ᾀ'..='ᾯ' => moved(u32::from(letter) | 8),
        'ᾳ' | 'ῃ' | 'ῳ' => moved(u32::from(letter) + 9),
        'ŉ' => "ʼN".to_owned(),
        _ => ligature_in_title_case(letter),
    }
}

/// What becomes several characters has a capital first: `ﬁ` is `Fi`.
fn ligature_in_title_case(letter: char) -> String {
    let mut upper = letter.to_uppercase();
    let mut title: String = upper.by_ref().take(1).collect();
    for letter in upper {
        match letter {
            // An iota below another letter.
            'Ι' => title.push('\u{345}'),
            _ => title.extend(letter.to_lowercase()),
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// Each character that CPython writes another way in title case than in upper case, and as several then.
    const TITLES: &str = "ßSs ŉʼN Ǆǅ ǅǅ ǆǅ Ǉǈ ǈǈ ǉǈ Ǌǋ ǋǋ ǌǋ ǰJ\u{30c} Ǳǲ ǲǲ ǳǲ ΐΙ\u{308}\u{301} ΰΥ\u{308}\u{301} ևԵւ აა ბბ გგ დდ ეე ვვ ზზ თთ იი \
        კკ ლლ მმ ნნ ოო პპ ჟჟ რრ სს ტტ უუ ფფ ქქ ღღ ყყ შშ ჩჩ ცც ძძ წწ ჭჭ ხხ ჯჯ ჰჰ ჱჱ ჲჲ ჳჳ ჴჴ ჵჵ ჶჶ ჷჷ ჸჸ ჹჹ ჺჺ ჽჽ ჾჾ ჿჿ ẖH\u{331} \
        ẗT\u{308} ẘW\u{30a} ẙY\u{30a} ẚAʾ ὐΥ\u{313} ὒΥ\u{313}\u{300} ὔΥ\u{313}\u{301} ὖΥ\u{313}\u{342} ᾀᾈ ᾁᾉ ᾂᾊ ᾃᾋ ᾄᾌ ᾅᾍ ᾆᾎ ᾇᾏ \
        ᾈᾈ ᾉᾉ ᾊᾊ ᾋᾋ ᾌᾌ ᾍᾍ ᾎᾎ ᾏᾏ ᾐᾘ ᾑᾙ ᾒᾚ ᾓᾛ ᾔᾜ ᾕᾝ ᾖᾞ ᾗᾟ ᾘᾘ ᾙᾙ ᾚᾚ ᾛᾛ ᾜᾜ ᾝᾝ ᾞᾞ ᾟᾟ ᾠᾨ ᾡᾩ ᾢᾪ ᾣᾫ ᾤᾬ ᾥᾭ ᾦᾮ ᾧᾯ ᾨᾨ ᾩᾩ ᾪᾪ ᾫᾫ ᾬᾬ ᾭᾭ ᾮᾮ ᾯᾯ \
        ᾲᾺ\u{345} ᾳᾼ ᾴΆ\u{345} ᾶΑ\u{342} ᾷΑ\u{342}\u{345} ᾼᾼ ῂῊ\u{345} ῃῌ ῄΉ\u{345} ῆΗ\u{342} ῇΗ\u{342}\u{345} ῌῌ \
        ῒΙ\u{308}\u{300} ΐΙ\u{308}\u{301} ῖΙ\u{342} ῗΙ\u{308}\u{342} ῢΥ\u{308}\u{300} ΰΥ\u{308}\u{301} ῤΡ\u{313} ῦΥ\u{342} \
        ῧΥ\u{308}\u{342} ῲῺ\u{345} ῳῼ ῴΏ\u{345} ῶΩ\u{342} ῷΩ\u{342}\u{345} ῼῼ ﬀFf ﬁFi ﬂFl ﬃFfi ﬄFfl ﬅSt ﬆSt ﬓՄն ﬔՄե ﬕՄի ﬖՎն ﬗՄխ";

    #[test]
    #[cfg_attr(miri, ignore = "takes many minutes: it looks at all characters")]
    fn title_case_is_pythons() {
        let split = |pair: &'static str| {
            let mut letters = pair.chars();
            (letters.next().unwrap(), letters.as_str())
        };
        let titles: HashMap<char, &str> = TITLES.split(' ').map(split).collect();
        for letter in '\0'..=char::MAX {
            let upper = || letter.to_uppercase().collect::<String>();
            let title = titles.get(&letter).map_or_else(upper, ToString::to_string);
            assert_eq!(in_title_case(letter), title, "{letter}");
        }
    }

    #[test]
    fn tables_have_what_their_names_say() {
        let are = |holds: fn(char) -> bool, letters: &str| letters.chars().all(holds);
        assert!(are(is_letter, "aéßªʰ一あक") && !"ाⅧⒶ1\u{345}".chars().any(is_letter));
        assert!(are(is_digit, "1٣²①") && !"½四Ⅷa".chars().any(is_digit) && !is_decimal('²') && is_decimal('٣'));
        assert!(are(is_numeric, "1²½四Ⅷ") && !"aÂ".chars().any(is_numeric));
        assert!([&NO_LETTERS[..], &OTHER_DIGITS].iter().all(|table| table.is_sorted()));
    }
}
