//! The paths in a source that lead to modules of its crate.

/// A path as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) path: String,
    pub(crate) line: usize,
    /// Whether it stands in a `use`.
    is_used: bool,
    /// Whether it stands in a `pub use`.
    pub(crate) is_exported: bool,
}

impl Found {
    /// The path from the root of the crate, as seen from a module with these children; `None` if it leads elsewhere.
    pub(crate) fn resolved(&self, module: &str, children: &[String]) -> Option<String> {
        let mut from: Vec<&str> = module.split("::").collect();
        let mut segments = self.path.split("::").peekable();
        match *segments.peek()? {
            "crate" => {
                segments.next();
                from.clear();
            }
            "self" => drop(segments.next()),
            "super" => {
                while segments.next_if_eq(&"super").is_some() {
                    from.pop();
                }
            }
            first if self.is_used && children.iter().any(|child| child == first) => {}
            _ => return None,
        }
        from.extend(segments);
        Some(from.join("::")).filter(|path| !path.is_empty())
    }
}

/// The paths in a source: those of every `use`, and wherever else one begins with `crate`, `super` or `self`.
pub(crate) fn of(source: &str) -> impl Iterator<Item = Found> {
    let code = code_of(source);
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some((start, word)) = next_word(&code, rest) {
        rest = start + word.len();
        let before = code[..start].trim_end();
        // `impl Trait + use<T>` imports nothing.
        if word == "use" && !before.ends_with('<') && !code[rest..].starts_with('<') {
            let end = code[rest..].find(';').map_or(code.len(), |end| rest + end);
            let is_exported = before.ends_with("pub");
            let mut add = |path: String, at: usize| {
                found.push(Found { path, line: line_of(&code, at), is_used: true, is_exported });
            };
            add_tree(&code, rest, end, "", &mut add);
            rest = end;
        } else if matches!(word, "crate" | "super" | "self")
            && code[rest..].starts_with("::")
            && !before.ends_with(['$', ':'])
        {
            let length = code[start..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(0);
            let path = code[start..start + length].trim_end_matches(':').to_owned();
            found.push(Found { path, line: line_of(&code, start), is_used: false, is_exported: false });
            rest = start + length.max(word.len());
        }
    }
    found.into_iter()
}

/// Adds the paths of a tree such as `a::{b, c::{self, d as e}}`.
fn add_tree(code: &str, start: usize, end: usize, prefix: &str, add: &mut impl FnMut(String, usize)) {
    let text = &code[start..end];
    let Some(open) = text.find('{') else {
        let path = text.split(" as ").next().unwrap_or(text).trim();
        let at = start + (text.len() - text.trim_start().len());
        match path {
            "" => {}
            "self" => add(prefix.trim_end_matches("::").to_owned(), at),
            _ => add(format!("{prefix}{path}"), at),
        }
        return;
    };
    let prefix = format!("{prefix}{}", text[..open].trim());
    let close = text.rfind('}').unwrap_or(text.len());
    let (mut depth, mut begun) = (0, open + 1);
    for (index, character) in text[..close].char_indices().skip(open + 1) {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                add_tree(code, start + begun, start + index, &prefix, add);
                begun = index + 1;
            }
            _ => {}
        }
    }
    add_tree(code, start + begun, start + close, &prefix, add);
}

fn line_of(code: &str, at: usize) -> usize {
    1 + code[..at].matches('\n').count()
}

/// The next word from a place on.
fn next_word(code: &str, from: usize) -> Option<(usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let start = from + code[from..].find(is_part)?;
    let length = code[start..].find(|c| !is_part(c)).unwrap_or(code.len() - start);
    Some((start, &code[start..start + length]))
}

/// A source with blanks for comments, texts and test modules; every line stays where it is.
fn code_of(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut tests = false;
    for line in source.lines() {
        tests = match line {
            "mod tests {" | "pub(crate) mod testing {" => true,
            "}" if tests => false,
            _ => tests,
        };
        if !tests {
            code.push_str(&without_texts(line));
        }
        code.push('\n');
    }
    code
}

/// A line without its comment and its texts.
fn without_texts(line: &str) -> String {
    let mut plain = String::new();
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '/' if characters.peek() == Some(&'/') => break,
            '"' => {
                while let Some(inner) = characters.next() {
                    match inner {
                        '\\' => drop(characters.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            // `'"'` is no beginning of a text.
            '\'' if characters.clone().nth(1) == Some('\'') => drop((characters.next(), characters.next())),
            _ => plain.push(character),
        }
    }
    plain
}
