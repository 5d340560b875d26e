//! `"%5.2f %s" % (a, b)`

use super::fields::ascii;
use super::number::{of_float, of_int};
use super::spec::Spec;
use crate::graph_runtime::functions::whole;
use crate::graph_runtime::item::Item;
use crate::graph_runtime::raise;
use crate::object::any::AnyObj;
use crate::values::Builtin;
use crate::values::number::tower::Number;

/// The values of a template, one after the other.
struct Values<'a> {
    all: Vec<AnyObj>,
    next: usize,
    /// What `%(name)s` is looked up in.
    mapping: &'a AnyObj,
    has_names: bool,
}

/// The template with its values.
#[track_caller]
pub(in crate::graph_runtime) fn percent(template: &str, right: &AnyObj) -> String {
    let all = match Builtin::of(right) {
        Builtin::Tuple(items) => items.to_vec(),
        _ => vec![right.clone()],
    };
    let mut values = Values { all, next: 0, mapping: right, has_names: false };
    let (mut out, mut rest) = (String::new(), template);
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        rest = place(after, template.chars().count() - after.chars().count(), &mut values, &mut out);
    }
    let is_mapping = matches!(Builtin::of(right), Builtin::Dict(_) | Builtin::List(_));
    if values.next < values.all.len() && !values.has_names && !is_mapping {
        raise("TypeError", "not all arguments converted during string formatting");
    }
    out + rest
}

/// One place, behind its `%`; returns what follows it.
#[track_caller]
fn place<'t>(text: &'t str, at: usize, values: &mut Values<'_>, out: &mut String) -> &'t str {
    let mut rest = text;
    let named = rest.strip_prefix('(').map(|behind| {
        let Some(end) = behind.find(')') else { raise("ValueError", "incomplete format key") };
        rest = &behind[end + 1..];
        &behind[..end]
    });
    let flags = run(&mut rest, |letter| "#0- +".contains(letter));
    let mut is_left = flags.contains('-');
    let width = match rest.strip_prefix('*') {
        Some(behind) => {
            rest = behind;
            let width = values.whole("*");
            is_left |= width < 0;
            width.unsigned_abs().to_string()
        }
        None => run(&mut rest, |letter| letter.is_ascii_digit()).to_owned(),
    };
    let precision = rest.strip_prefix('.').map(|behind| {
        rest = behind;
        match rest.strip_prefix('*') {
            Some(behind) => {
                rest = behind;
                values.whole("*").max(0).to_string()
            }
            None => Some(run(&mut rest, |letter| letter.is_ascii_digit()).to_owned())
                .filter(|digits| !digits.is_empty())
                .unwrap_or_else(|| "0".to_owned()),
        }
    });
    run(&mut rest, |letter| "hlL".contains(letter));
    let Some(kind) = rest.chars().next() else { raise("ValueError", "incomplete format") };
    if kind == '%' {
        out.push('%');
        return &rest[1..];
    }
    let value = values.take(named);
    let layout = Layout { flags, is_left, width: &width, precision: precision.as_deref() };
    let Some(written) = layout.written(&value, kind) else {
        let index = at + text.chars().count() - rest.chars().count();
        let code = u32::from(kind);
        raise("ValueError", format_args!("unsupported format character '{kind}' ({code:#x}) at index {index}"))
    };
    out.push_str(&written);
    &rest[kind.len_utf8()..]
}

/// The letters in front that are such.
fn run<'t>(rest: &mut &'t str, is_one: impl Fn(char) -> bool) -> &'t str {
    let end = rest.find(|letter| !is_one(letter)).unwrap_or(rest.len());
    let (run, behind) = rest.split_at(end);
    *rest = behind;
    run
}

impl Values<'_> {
    #[track_caller]
    fn take(&mut self, name: Option<&str>) -> AnyObj {
        if let Some(name) = name {
            self.has_names = true;
            if !matches!(Builtin::of(self.mapping), Builtin::Dict(_)) {
                raise("TypeError", "format requires a mapping");
            }
            return self.mapping.item(&AnyObj::from(name));
        }
        self.next += 1;
        match self.all.get(self.next - 1) {
            Some(value) => value.clone(),
            None => raise("TypeError", "not enough arguments for format string"),
        }
    }

    #[track_caller]
    fn whole(&mut self, what: &str) -> i64 {
        match Number::of(&self.take(None)) {
            Some(Number::Int(number)) => number,
            _ => raise("TypeError", format_args!("{what} wants int")),
        }
    }
}

/// How a value is laid out.
struct Layout<'t> {
    flags: &'t str,
    is_left: bool,
    width: &'t str,
    precision: Option<&'t str>,
}

impl Layout<'_> {
    /// The value as this letter writes it; `None` if there is no such letter.
    #[track_caller]
    fn written(&self, value: &AnyObj, kind: char) -> Option<String> {
        Some(match kind {
            's' => self.text(&value.to_string()),
            'r' => self.text(&value.repr()),
            'a' => self.text(&ascii(&value.repr())),
            'c' => Layout { precision: None, ..*self }.text(&letter(value)),
            'd' | 'i' | 'u' => self.int(value, kind, 'd'),
            'o' | 'x' | 'X' => self.int(value, kind, kind),
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => match Number::of(value) {
                Some(number) => of_float(number.to_float(), &self.spec(kind, self.precision)),
                None => raise("TypeError", format_args!("must be real number, not {}", value.type_name())),
            },
            _ => return None,
        })
    }

    fn text(&self, text: &str) -> String {
        let most = self.precision.and_then(|digits| digits.parse().ok()).unwrap_or(usize::MAX);
        let text: String = text.chars().take(most).collect();
        let align = if self.is_left { '<' } else { '>' };
        Spec::read(&format!("{align}{}", self.width), "str").padded("", &text, align)
    }

    #[track_caller]
    fn int(&self, value: &AnyObj, kind: char, as_kind: char) -> String {
        let number = match Number::of(value) {
            Some(Number::Int(number)) => number,
            Some(Number::Float(number)) if as_kind == 'd' => *whole(number),
            _ => {
                let wanted = if as_kind == 'd' { "a real number" } else { "an integer" };
                let name = value.type_name();
                raise("TypeError", format_args!("%{kind} format: {wanted} is required, not {name}"))
            }
        };
        // Here a precision is the fewest digits.
        let least = self.precision.map_or(0, fewest);
        let written = of_int(number, &Spec::read(&format!("{}{as_kind}", self.sign_and_form()), "int"));
        let prefix = if self.flags.contains('#') && as_kind != 'd' { 2 } else { 0 };
        let sign = written.len() - written.trim_start_matches(['+', '-', ' ']).len();
        let (before, digits) = written.split_at(sign + prefix);
        let zeros = "0".repeat(least.saturating_sub(digits.len()));
        let (align, fill) = match (self.is_left, self.flags.contains('0')) {
            (true, _) => ('<', ' '),
            (false, true) => ('=', '0'),
            (false, false) => ('>', ' '),
        };
        Spec::read(&format!("{fill}{align}{}", self.width), "int").padded(before, &(zeros + digits), align)
    }

    fn sign_and_form(&self) -> String {
        let sign = ['+', ' '].into_iter().find(|sign| self.flags.contains(*sign));
        let form = self.flags.contains('#').then_some('#');
        sign.into_iter().chain(form).collect()
    }

    #[track_caller]
    fn spec(&self, kind: char, precision: Option<&str>) -> Spec {
        let (align, zero) = match (self.is_left, self.flags.contains('0')) {
            (true, _) => ("<", ""),
            (false, true) => ("", "0"),
            (false, false) => (">", ""),
        };
        let precision = precision.map(|digits| format!(".{digits}")).unwrap_or_default();
        let text = format!("{align}{}{zero}{}{precision}{kind}", self.sign_and_form(), self.width);
        Spec::read(&text, "float")
    }
}

#[track_caller]
fn fewest(digits: &str) -> usize {
    match digits.parse::<u32>() {
        Ok(number) if number <= i32::MAX.unsigned_abs() => number as usize,
        _ => raise("ValueError", "precision too big"),
    }
}

#[track_caller]
fn letter(value: &AnyObj) -> String {
    match (Builtin::of(value), Number::of(value)) {
        (Builtin::Str(text), _) if text.chars().count() == 1 => text.to_string(),
        (_, Some(Number::Int(number))) => match u32::try_from(number).ok().and_then(char::from_u32) {
            Some(letter) => letter.to_string(),
            None => raise("OverflowError", "%c arg not in range(0x110000)"),
        },
        _ => raise("TypeError", "%c requires int or char"),
    }
}
