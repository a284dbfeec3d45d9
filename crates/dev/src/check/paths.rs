//! Paths in Rust code, by its tokens: `use` declarations, expressions, types and what stands in macros.

use std::collections::BTreeSet;
use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path that a module uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Import {
    /// It begins in this crate, and `path` is counted from its root; else it begins with another crate's name.
    pub of_crate: bool,
    /// Its parts.
    pub path: Vec<String>,
    /// The name it is given where it is re-exported (`pub use`); `*` for all names.
    pub reexported: Option<String>,
    /// 1-based line.
    pub line: usize,
}

impl Import {
    /// Counts a path from the crate's root that begins with a child module's name.
    pub(super) fn through_child(&mut self, module: &[String], modules: &BTreeSet<Vec<String>>) {
        if !self.of_crate && modules.contains(&[module, &self.path[..1]].concat()) {
            self.path = [module, &self.path].concat();
            self.of_crate = true;
        }
    }
}

/// The paths of a module's code but for its tests.
///
/// # Errors
/// Code that cannot be parsed.
pub(super) fn code_of(text: &str, module: &[String]) -> Result<Code, String> {
    let tokens: TokenStream = text.parse().map_err(|e| format!("not Rust: {e}"))?;
    let mut found = Code::default();
    code(tokens, module, &mut found);
    Ok(found)
}

/// What is told of a module's code.
#[derive(Debug, Default)]
pub(super) struct Code {
    /// The paths it uses.
    pub imports: Vec<Import>,
    /// Its child modules that are tests.
    pub tests: Vec<Vec<String>>,
}

type Tokens = Peekable<IntoIter>;

fn is_punct(token: Option<&TokenTree>, c: char) -> bool {
    matches!(token, Some(TokenTree::Punct(p)) if p.as_char() == c)
}

/// Takes a `::`, if it comes next.
fn colons(tokens: &mut Tokens) -> bool {
    let mut ahead = tokens.clone();
    if is_punct(ahead.next().as_ref(), ':') && is_punct(ahead.next().as_ref(), ':') {
        *tokens = ahead;
        return true;
    }
    false
}

fn code(stream: TokenStream, module: &[String], found: &mut Code) {
    let mut tokens = stream.into_iter().peekable();
    let mut public = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(p) if p.as_char() == '#' => {
                if let Some(TokenTree::Group(attribute)) = tokens.peek() {
                    let of_tests = attribute.stream().to_string().replace(' ', "") == "cfg(test)";
                    tokens.next();
                    if of_tests {
                        skip_test(&mut tokens, module, found);
                    }
                }
            }
            TokenTree::Ident(word) => match word.to_string().as_str() {
                "pub" => {
                    public = true;
                    if matches!(tokens.peek(), Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Parenthesis) {
                        tokens.next();
                    }
                    continue;
                }
                "use" => tree(&mut tokens, &Prefix { parts: Vec::new(), module, public }, found),
                "mod" => inline_module(&mut tokens, module, found),
                first => path(first, word.span().start().line, &mut tokens, module, found),
            },
            TokenTree::Group(group) => code(group.stream(), module, found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        public = false;
    }
}

/// Passes over a test: up to its `;` or its braces.
fn skip_test(tokens: &mut Tokens, module: &[String], found: &mut Code) {
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "mod" => {
                found.tests.extend(tokens.peek().map(|name| [module, &[name.to_string()]].concat()));
            }
            TokenTree::Punct(p) if p.as_char() == ';' => return,
            TokenTree::Group(g) if g.delimiter() == Delimiter::Brace => return,
            _ => {}
        }
    }
}

fn inline_module(tokens: &mut Tokens, module: &[String], found: &mut Code) {
    let Some(TokenTree::Ident(name)) = tokens.next() else { return };
    if let Some(TokenTree::Group(body)) = tokens.peek().cloned() {
        tokens.next();
        code(body.stream(), &[module, &[name.to_string()]].concat(), found);
    }
}

/// A path in an expression or a type, from its first part.
fn path(first: &str, line: usize, tokens: &mut Tokens, module: &[String], found: &mut Code) {
    let mut parts = vec![first.to_owned()];
    while colons(tokens) {
        // Generic arguments and trees end a path.
        let Some(TokenTree::Ident(part)) = tokens.peek() else { break };
        parts.push(part.to_string());
        tokens.next();
    }
    if parts.len() > 1 {
        found.imports.extend(absolute(&parts, module, line, None));
    }
}

/// What stands before a part of a `use` tree.
struct Prefix<'m> {
    parts: Vec<String>,
    module: &'m [String],
    public: bool,
}

/// One tree of a `use` declaration: what stands up to the next comma.
fn tree(tokens: &mut Tokens, prefix: &Prefix<'_>, found: &mut Code) {
    let mut parts = prefix.parts.clone();
    let mut line = 0;
    let mut name = None;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "as" => {
                name = tokens.next().map(|t| t.to_string());
            }
            TokenTree::Ident(word) => {
                line = word.span().start().line;
                parts.push(word.to_string());
            }
            TokenTree::Group(group) => {
                let prefix = Prefix { parts, module: prefix.module, public: prefix.public };
                let mut inner = group.stream().into_iter().peekable();
                while inner.peek().is_some() {
                    tree(&mut inner, &prefix, found);
                }
                // Up to the comma or the end of the declaration.
                let _ = tokens.next();
                return;
            }
            TokenTree::Punct(p) if p.as_char() == ',' || p.as_char() == ';' => break,
            TokenTree::Punct(p) if p.as_char() == '*' => parts.push("*".to_owned()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    if parts.last().is_some_and(|p| p == "self") && parts.len() > 1 {
        parts.pop();
    }
    let name = prefix.public.then(|| name.or_else(|| parts.last().cloned()).unwrap_or_default());
    found.imports.extend(absolute(&parts, prefix.module, line, name));
}

/// The path counted from the crate's root, or from another crate.
fn absolute(parts: &[String], module: &[String], line: usize, reexported: Option<String>) -> Option<Import> {
    let supers = parts.iter().take_while(|p| *p == "super").count();
    let (mut path, rest) = match parts.first()?.as_str() {
        "crate" => (Vec::new(), &parts[1..]),
        "self" => (module.to_vec(), &parts[1..]),
        "super" => (module[..module.len().saturating_sub(supers)].to_vec(), &parts[supers..]),
        // A child module that a declaration re-exports, or another crate.
        first if reexported.is_some() && !["std", "core", "alloc"].contains(&first) => (module.to_vec(), parts),
        _ => return Some(Import { of_crate: false, path: parts.to_vec(), reexported, line }),
    };
    path.extend_from_slice(rest);
    path.retain(|p| p != "*");
    let reexported = reexported.map(|name| if parts.last().is_some_and(|p| p == "*") { "*".to_owned() } else { name });
    Some(Import { of_crate: true, path, reexported, line })
}
