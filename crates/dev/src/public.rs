//! The outline of the core's public items: what a change of the interface is seen by.
//!
//! `api/public.rs` has every public item of the core where a user finds it, without bodies, private fields and docs. Items
//! marked `#[doc(hidden)]` are not part of the interface.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Attribute, ImplItem, Item, ItemImpl, Type, UseTree, Visibility, parse_quote};

/// Where the outline stands.
const OUTLINE: &str = "api/public.rs";
const HEAD: &str = "// Every public item of the core library, written by `cargo dev public`.\n\n";

/// A module's items and the modules in it, by name.
#[derive(Default)]
struct Module {
    items: Vec<Item>,
    children: BTreeMap<String, Self>,
}

/// Writes the outline of the repository at `root`.
///
/// # Errors
/// Files that cannot be read, parsed or written.
pub(crate) fn run(root: &Path) -> Result<String, String> {
    let crate_root = load(&root.join("src/lib.rs"), &root.join("src"))?;
    let items = Outline { root: &crate_root }.module(&crate_root, &mut Vec::new());
    let outline = HEAD.to_owned() + &prettyplease::unparse(&syn::File { shebang: None, attrs: Vec::new(), items });
    let path = root.join(OUTLINE);
    let fail = |e: std::io::Error| format!("{}: {e}", path.display());
    std::fs::create_dir_all(root.join("api")).map_err(fail)?;
    std::fs::write(&path, &outline).map_err(fail)?;
    Ok(format!("{OUTLINE}: {} lines", outline.lines().count()))
}

/// A module's file and those below it, which lie in `folder`.
fn load(file: &Path, folder: &Path) -> Result<Module, String> {
    let fail = |e: &dyn std::fmt::Display| format!("{}: {e}", file.display());
    let text = std::fs::read_to_string(file).map_err(|e| fail(&e))?;
    let items = syn::parse_file(&text).map_err(|e| fail(&e))?.items;
    nest(items, folder)
}

fn nest(items: Vec<Item>, folder: &Path) -> Result<Module, String> {
    let mut module = Module::default();
    for mut item in items {
        if is_left_out(attributes(&item)) {
            continue;
        }
        if let Item::Mod(child) = &mut item {
            let name = child.ident.to_string();
            let below = folder.join(&name);
            let loaded = if let Some((_, items)) = child.content.take() {
                nest(items, &below)?
            } else {
                let file = folder.join(format!("{name}.rs"));
                load(&if file.is_file() { file } else { below.join("mod.rs") }, &below)?
            };
            module.children.insert(name, loaded);
        }
        module.items.push(item);
    }
    Ok(module)
}

/// Tests, and what is hidden in the docs.
fn is_left_out(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|a| {
        let told = match &a.meta {
            syn::Meta::List(list) => list.tokens.to_string(),
            _ => String::new(),
        };
        a.path().is_ident("cfg") && told == "test" || a.path().is_ident("doc") && told == "hidden"
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(i) => &i.attrs,
        Item::Enum(i) => &i.attrs,
        Item::ExternCrate(i) => &i.attrs,
        Item::Fn(i) => &i.attrs,
        Item::Impl(i) => &i.attrs,
        Item::Mod(i) => &i.attrs,
        Item::Static(i) => &i.attrs,
        Item::Struct(i) => &i.attrs,
        Item::Trait(i) => &i.attrs,
        Item::Type(i) => &i.attrs,
        Item::Use(i) => &i.attrs,
        _ => &[],
    }
}

/// What a user sees is told by: derived traits, `#[non_exhaustive]` and the like.
fn keep_telling(attributes: &mut Vec<Attribute>) {
    attributes.retain(|a| ["derive", "non_exhaustive", "must_use", "cfg"].iter().any(|name| a.path().is_ident(name)));
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The outline of one crate.
struct Outline<'m> {
    root: &'m Module,
}

impl Outline<'_> {
    /// The public items of a module at `path`.
    fn module(&self, module: &Module, path: &mut Vec<String>) -> Vec<Item> {
        let mut outline = Vec::new();
        for item in &module.items {
            match item {
                Item::Mod(child) if is_public(&child.vis) => {
                    let name = child.ident.to_string();
                    path.push(name.clone());
                    let items = module.children.get(&name).map(|m| self.module(m, path)).unwrap_or_default();
                    path.pop();
                    let ident = &child.ident;
                    outline.push(parse_quote!(pub mod #ident { #(#items)* }));
                }
                Item::Use(used) if is_public(&used.vis) => {
                    self.reexports(&used.tree, path, &mut Vec::new(), &mut outline);
                }
                _ => self.item(item, module, &mut outline),
            }
        }
        outline
    }

    /// What a `pub use` gives: items of private modules as they are, others by their names.
    fn reexports(&self, tree: &UseTree, at: &[String], prefix: &mut Vec<String>, outline: &mut Vec<Item>) {
        match tree {
            UseTree::Path(part) => {
                prefix.push(part.ident.to_string());
                self.reexports(&part.tree, at, prefix, outline);
                prefix.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.reexports(tree, at, prefix, outline);
                }
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                if let Some((module, public)) = self.find(at, prefix) {
                    let item = module.items.iter().find(|i| ident(i).as_deref() == Some(&name));
                    match item {
                        Some(item) if !public => return self.item(item, module, outline),
                        // A chain of re-exports, which is followed where it ends.
                        None if !public => {
                            let path = absolute(at, prefix);
                            let used = module.items.iter().filter_map(|i| match i {
                                Item::Use(used) if names(&used.tree).contains(&name) => Some(only(&used.tree, &name)),
                                _ => None,
                            });
                            for tree in used.flatten() {
                                self.reexports(&tree, &path, &mut Vec::new(), outline);
                            }
                            return;
                        }
                        _ => {}
                    }
                }
                let path = [&prefix[..], &[name]].concat().join("::");
                if let Ok(path) = syn::parse_str::<syn::Path>(&path) {
                    outline.push(parse_quote!(pub use #path;));
                }
            }
            UseTree::Rename(_) | UseTree::Glob(_) => outline.push(parse_quote!(pub use #tree;)),
        }
    }

    /// The module a path leads to, and whether a user can name it.
    fn find(&self, at: &[String], path: &[String]) -> Option<(&Module, bool)> {
        let mut module = self.root;
        let mut public = true;
        for name in absolute(at, path) {
            let declared = module.items.iter().find_map(|i| match i {
                Item::Mod(m) if m.ident == name => Some(is_public(&m.vis)),
                _ => None,
            });
            public &= declared?;
            module = module.children.get(&name)?;
        }
        Some((module, public))
    }

    /// A public item without its inside, and the public functions of a type.
    fn item(&self, item: &Item, module: &Module, outline: &mut Vec<Item>) {
        let Some(stub) = stub(item.clone()) else { return };
        outline.push(stub);
        if let (Some(name), Item::Struct(_) | Item::Enum(_)) = (ident(item), item) {
            functions(self.root, &name, module, outline);
        }
    }
}

/// A path counted from the crate's root.
fn absolute(at: &[String], path: &[String]) -> Vec<String> {
    match path.first().map(String::as_str) {
        Some("crate") => path[1..].to_vec(),
        Some("self") => [at, &path[1..]].concat(),
        Some("super") => [&at[..at.len().saturating_sub(1)], &path[1..]].concat(),
        _ => [at, path].concat(),
    }
}

/// The inherent functions of a type, from its own module and from others that have no type of that name.
fn functions(within: &Module, name: &str, own: &Module, outline: &mut Vec<Item>) {
    let defines = |m: &Module| m.items.iter().any(|i| ident(i).as_deref() == Some(name));
    if std::ptr::eq(within, own) || !defines(within) {
        outline.extend(within.items.iter().filter_map(|item| match item {
            Item::Impl(i) if i.trait_.is_none() && is_type(&i.self_ty, name) => public_functions(i.clone()),
            _ => None,
        }));
    }
    for child in within.children.values() {
        functions(child, name, own, outline);
    }
}

fn is_type(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|s| s.ident == name))
}

fn public_functions(mut block: ItemImpl) -> Option<Item> {
    block.items.retain_mut(|item| match item {
        ImplItem::Fn(f) if is_public(&f.vis) && !is_left_out(&f.attrs) => {
            keep_telling(&mut f.attrs);
            f.block = parse_quote!({});
            true
        }
        ImplItem::Const(c) if is_public(&c.vis) && !is_left_out(&c.attrs) => {
            keep_telling(&mut c.attrs);
            c.expr = parse_quote!(_);
            true
        }
        _ => false,
    });
    block.attrs.clear();
    (!block.items.is_empty()).then_some(Item::Impl(block))
}

fn ident(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(i) => i.ident.to_string(),
        Item::Enum(i) => i.ident.to_string(),
        Item::Fn(i) => i.sig.ident.to_string(),
        Item::Static(i) => i.ident.to_string(),
        Item::Struct(i) => i.ident.to_string(),
        Item::Trait(i) => i.ident.to_string(),
        Item::Type(i) => i.ident.to_string(),
        _ => return None,
    })
}

/// The names that a `use` tree brings in.
fn names(tree: &UseTree) -> Vec<String> {
    match tree {
        UseTree::Path(part) => names(&part.tree),
        UseTree::Group(group) => group.items.iter().flat_map(names).collect(),
        UseTree::Name(name) => vec![name.ident.to_string()],
        UseTree::Rename(rename) => vec![rename.rename.to_string()],
        UseTree::Glob(_) => Vec::new(),
    }
}

/// The part of a tree that brings in one name.
fn only(tree: &UseTree, name: &str) -> Option<UseTree> {
    match tree {
        UseTree::Path(part) => {
            let mut part = part.clone();
            part.tree = Box::new(only(&part.tree, name)?);
            Some(UseTree::Path(part))
        }
        UseTree::Group(group) => group.items.iter().find_map(|tree| only(tree, name)),
        UseTree::Name(own) => (own.ident == name).then(|| tree.clone()),
        UseTree::Rename(_) | UseTree::Glob(_) => None,
    }
}

/// A public item without its inside.
fn stub(mut item: Item) -> Option<Item> {
    let public = match &mut item {
        Item::Const(i) => {
            keep_telling(&mut i.attrs);
            i.expr = parse_quote!(_);
            is_public(&i.vis)
        }
        Item::Static(i) => {
            keep_telling(&mut i.attrs);
            i.expr = parse_quote!(_);
            is_public(&i.vis)
        }
        Item::Fn(i) => {
            keep_telling(&mut i.attrs);
            i.block = parse_quote!({});
            is_public(&i.vis)
        }
        Item::Enum(i) => {
            keep_telling(&mut i.attrs);
            for variant in &mut i.variants {
                keep_telling(&mut variant.attrs);
                variant.fields.iter_mut().for_each(|f| f.attrs.clear());
            }
            is_public(&i.vis)
        }
        Item::Struct(i) => {
            keep_telling(&mut i.attrs);
            if let syn::Fields::Named(fields) = &mut i.fields {
                fields.named = std::mem::take(&mut fields.named).into_iter().filter(|f| is_public(&f.vis)).collect();
            }
            if let syn::Fields::Unnamed(fields) = &mut i.fields {
                fields.unnamed.iter_mut().filter(|f| !is_public(&f.vis)).for_each(|f| f.ty = parse_quote!(_));
            }
            i.fields.iter_mut().for_each(|f| f.attrs.clear());
            is_public(&i.vis)
        }
        Item::Trait(i) => {
            keep_telling(&mut i.attrs);
            for item in &mut i.items {
                if let syn::TraitItem::Fn(f) = item {
                    keep_telling(&mut f.attrs);
                    f.default = f.default.take().map(|_| parse_quote!({}));
                }
            }
            is_public(&i.vis)
        }
        Item::Type(i) => {
            keep_telling(&mut i.attrs);
            is_public(&i.vis)
        }
        _ => false,
    };
    public.then_some(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> String {
        let module = nest(syn::parse_file(text).unwrap().items, Path::new("nowhere")).unwrap();
        let items = Outline { root: &module }.module(&module, &mut Vec::new());
        prettyplease::unparse(&syn::File { shebang: None, attrs: Vec::new(), items })
    }

    #[test]
    fn bodies_private_parts_and_tests_are_left_out() {
        let text = "/// Docs.\n#[derive(Debug)]\npub struct A { pub x: u8, y: u8 }\nstruct B;\n\
            impl A { pub fn f(&self) -> u8 { self.y } fn g() {} }\npub struct C(u8, pub u16);\n\
            #[cfg(test)]\npub mod tests {}\n#[doc(hidden)]\npub fn hidden() {}";
        let wanted = "#[derive(Debug)]\npub struct A {\n    pub x: u8,\n}\nimpl A {\n    pub fn f(&self) -> u8 {}\n}\n\
            pub struct C(_, pub u16);\n";
        assert_eq!(outline(text), wanted);
    }

    #[test]
    fn re_exports_of_private_modules_stand_where_a_user_finds_them() {
        let text = "mod a { pub mod b { pub fn f() {} } pub use b::f; pub struct T; impl T { pub fn new() -> Self { T } } }\n\
            pub use a::{T, f};\npub mod c { pub fn g() {} }\npub use c::g;";
        let wanted = "pub struct T;\nimpl T {\n    pub fn new() -> Self {}\n}\npub fn f() {}\n\
            pub mod c {\n    pub fn g() {}\n}\npub use c::g;\n";
        assert_eq!(outline(text), wanted);
    }
}
