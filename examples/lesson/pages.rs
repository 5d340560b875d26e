//! The pages in this folder are those that the lessons make now. If not, make them anew:
//! `cargo run -p obj-examples --features trace-refs --example lesson -- examples/lesson`.

mod cycles;
mod interning;
mod list;
mod names;

/// A page with zeros in place of addresses, which are others in each run.
fn without_addresses(page: &str) -> String {
    let (mut text, mut word) = (String::new(), String::new());
    for char in page.chars().chain(['\n']) {
        if char.is_ascii_alphanumeric() {
            word.push(char);
            continue;
        }
        text.push_str(if is_address(&word) { "0" } else { &word });
        text.push(char);
        word.clear();
    }
    text
}

fn is_address(word: &str) -> bool {
    let is_number = |digits: &str, radix| digits.len() >= 12 && u64::from_str_radix(digits, radix).is_ok();
    word.strip_prefix("0x").map_or_else(|| is_number(word, 10), |digits| is_number(digits, 16))
}

#[test]
fn the_pages_are_those_of_the_lessons() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("lesson");
    for (name, lesson) in list::given() {
        let mut page = Vec::new();
        lesson.write_html(&mut page).expect("a vector takes everything");
        let made = without_addresses(&String::from_utf8(page).expect("a page is text"));
        let kept = std::fs::read_to_string(folder.join(name).with_extension("html")).expect("the page is here");
        let kept = without_addresses(&kept);
        let differs = made.lines().zip(kept.lines()).find(|(made, kept)| made != kept);
        assert!(made == kept, "{name}.html is of other lines than the lesson makes; the first: {differs:#?}");
    }
}
