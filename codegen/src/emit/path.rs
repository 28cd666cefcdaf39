//! Writes types as seen from the module they are used in.

use super::ident;
use crate::api::{Dates, External, Temporal};
use crate::plan::{RustType, temporal_type};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// The module in which a type is written.
pub(super) struct Scope {
    place: Place,
    /// Prelude names that types of the API shadow.
    shadowed: Arc<HashSet<String>>,
    /// The types of the API that are structs or unions.
    composed: Arc<HashSet<String>>,
    /// The types of the API that were written so far.
    written: RefCell<BTreeSet<String>>,
    features: Features,
}

/// The features that conditions in generated code refer to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Features {
    /// Those of the generated crate.
    Generated,
    /// Those of the crate that contains the generated module, which are unrelated.
    Unrelated,
}

#[derive(PartialEq, Eq)]
enum Place {
    Types,
    Operations,
    /// Outside of the crate with this name.
    Outside(Ident),
}

impl Scope {
    /// The types module, where a type of the API may shadow a prelude name such as `String`.
    pub(super) fn types(shadowed: Arc<HashSet<String>>, composed: Arc<HashSet<String>>, features: Features) -> Self {
        Self { place: Place::Types, shadowed, composed, written: RefCell::default(), features }
    }

    /// A module of operations, where types of the API are behind `types::`.
    pub(super) fn operations(composed: Arc<HashSet<String>>, features: Features) -> Self {
        Self { place: Place::Operations, shadowed: Arc::default(), composed, written: RefCell::default(), features }
    }

    /// Outside of the crate, with full paths.
    pub(super) fn outside(library: &str) -> Self {
        let place = Place::Outside(ident(library));
        let (shadowed, composed) = <(Arc<HashSet<String>>, Arc<HashSet<String>>)>::default();
        Self { place, shadowed, composed, written: RefCell::default(), features: Features::Unrelated }
    }

    /// The types of the API that were written.
    pub(super) fn into_written(self) -> BTreeSet<String> {
        self.written.into_inner()
    }

    /// The attribute of an enum that may get variants. The feature `exhaustive` turns it off, for callers who want a compile
    /// error for each variant that a new description adds.
    pub(super) fn non_exhaustive(&self) -> TokenStream {
        match self.features {
            Features::Generated => quote! { #[cfg_attr(not(feature = "exhaustive"), non_exhaustive)] },
            Features::Unrelated => quote! { #[non_exhaustive] },
        }
    }

    /// A prelude name, or its full path if a type of the API shadows it.
    pub(super) fn standard(&self, name: &str, path: TokenStream) -> TokenStream {
        if self.shadowed.contains(name) {
            return path;
        }
        ident(name).into_token_stream()
    }

    fn runtime(&self, name: &str) -> TokenStream {
        let name_ident = ident(name);
        match &self.place {
            Place::Types if self.shadowed.contains(name) => quote! { ::bindery_runtime::#name_ident },
            Place::Types => name_ident.into_token_stream(),
            Place::Operations => quote! { runtime::#name_ident },
            Place::Outside(library) => quote! { #library::runtime::#name_ident },
        }
    }

    /// `Patch`
    pub(super) fn patch(&self) -> TokenStream {
        self.runtime("Patch")
    }

    /// `Option`
    pub(super) fn option(&self) -> TokenStream {
        self.standard("Option", quote! { ::core::option::Option })
    }

    /// `Box`
    pub(super) fn boxed(&self) -> TokenStream {
        self.standard("Box", quote! { ::std::boxed::Box })
    }

    /// `Into`
    pub(super) fn conversion(&self) -> TokenStream {
        self.standard("Into", quote! { ::core::convert::Into })
    }

    /// The field for additional properties.
    pub(super) fn extra(&self) -> TokenStream {
        self.runtime("Extra")
    }

    /// The same with a type.
    pub(super) fn additional(&self, inner: &RustType) -> TokenStream {
        self.around(&self.runtime("Additional"), inner)
    }

    /// The unmatched value of a union.
    pub(super) fn unmatched(&self) -> TokenStream {
        self.runtime("Unmatched")
    }

    /// The unlisted value of an enum.
    pub(super) fn unrecognized(&self) -> TokenStream {
        self.runtime("Unrecognized")
    }

    /// A type as tokens.
    pub(super) fn of(&self, of: &RustType) -> TokenStream {
        match of {
            RustType::Bool => quote! { bool },
            RustType::I32 => quote! { i32 },
            RustType::I64 => quote! { i64 },
            RustType::U32 => quote! { u32 },
            RustType::U64 => quote! { u64 },
            RustType::F64 => quote! { f64 },
            RustType::Number => self.runtime("Number"),
            RustType::Temporal(temporal, dates) => self.temporal(*temporal, *dates),
            RustType::External(of) => self.external(of),
            RustType::String => self.standard("String", quote! { ::std::string::String }),
            RustType::Secret => self.runtime("Secret"),
            RustType::Upload => self.runtime("Upload"),
            RustType::Json => self.runtime("Json"),
            RustType::Fixed => self.runtime("Fixed"),
            RustType::Bytes => self.runtime("Bytes"),
            RustType::Option(inner) => self.around(&self.option(), inner),
            RustType::Patch(inner) => self.around(&self.runtime("Patch"), inner),
            RustType::Box(inner) => self.around(&self.boxed(), inner),
            RustType::Vec(inner) => self.around(&self.standard("Vec", quote! { ::std::vec::Vec }), inner),
            RustType::Map(inner) => self.map(inner),
            RustType::Embedded(inner) => self.around(&self.runtime("Embedded"), inner),
            RustType::Tuple(elements) => {
                let elements = elements.iter().map(|element| self.of(element));
                quote! { ( #( #elements, )* ) }
            }
            RustType::Prefixed(first, rest, least) => {
                let (prefixed, first, rest) = (self.runtime("Prefixed"), self.of(first), self.of(rest));
                let least = least.map(|least| {
                    let least = Literal::usize_unsuffixed(least);
                    quote! { , #least }
                });
                quote! { #prefixed<#first, #rest #least> }
            }
            RustType::Named(name) => {
                self.written.borrow_mut().insert(name.clone());
                let name = ident(name);
                match &self.place {
                    Place::Types => name.into_token_stream(),
                    Place::Operations => quote! { types::#name },
                    Place::Outside(library) => quote! { #library::types::#name },
                }
            }
        }
    }

    /// A date that keeps its text: the library's types are re-exported by the runtime, which fixes the version.
    fn temporal(&self, temporal: Temporal, dates: Dates) -> TokenStream {
        let root = match &self.place {
            Place::Types => "::bindery_runtime::",
            Place::Operations => "runtime::",
            Place::Outside(library) => &format!("{library}::runtime::"),
        };
        // Paths written here always parse.
        let of = temporal_type(temporal, dates).and_then(|of| of.replace('@', root).parse::<TokenStream>().ok());
        let Some(of) = of else { return self.of(&RustType::String) };
        let parsed = self.runtime("Parsed");
        quote! { #parsed<#of> }
    }

    /// A type of another crate, in what keeps its text or JSON.
    fn external(&self, of: &External) -> TokenStream {
        let path = match &self.place {
            Place::Types | Place::Operations => of.path.to_string(),
            Place::Outside(library) => {
                let own = format!("{library}::");
                of.path.replace("crate::", &own).trim_start_matches("::").replace("<::", "<").replace(", ::", ", ")
            }
        };
        // The configuration has parsed it.
        let Ok(of_type) = path.parse::<TokenStream>() else { return self.of(&RustType::Json) };
        let outer = self.runtime(of.form.carrier());
        quote! { #outer<#of_type> }
    }

    fn around(&self, outer: &TokenStream, inner: &RustType) -> TokenStream {
        let inner = self.of(inner);
        quote! { #outer<#inner> }
    }

    fn map(&self, inner: &RustType) -> TokenStream {
        let map = match &self.place {
            Place::Types => self.standard("BTreeMap", quote! { ::std::collections::BTreeMap }),
            Place::Operations | Place::Outside(_) => quote! { std::collections::BTreeMap },
        };
        let key = self.of(&RustType::String);
        let inner = self.of(inner);
        quote! { #map<#key, #inner> }
    }

    /// The type of an argument: a plain value, anything that converts into it, or an iterator over the elements of a list or the entries of
    /// a map.
    pub(super) fn argument(&self, of: &RustType) -> TokenStream {
        if of.is_given_as_it_is() {
            return self.of(of);
        }
        let iterator = self.standard("IntoIterator", quote! { ::core::iter::IntoIterator });
        match of {
            RustType::Vec(element) if self.is_exact(element) => {
                let element = self.of(element);
                quote! { impl #iterator<Item = #element> }
            }
            RustType::Vec(element) => {
                let (into, element) = (self.conversion(), self.of(element));
                quote! { impl #iterator<Item: #into<#element>> }
            }
            RustType::Map(value) => {
                let (into, key, of) = (self.conversion(), self.of(&RustType::String), self.of(value));
                let value = if self.is_exact(value) {
                    of
                } else {
                    quote! { impl #into<#of> }
                };
                quote! { impl #iterator<Item = (impl #into<#key>, #value)> }
            }
            _ => {
                let (into, plain) = (self.conversion(), self.of(of));
                quote! { impl #into<#plain> }
            }
        }
    }

    /// Whether the elements of a list must have the type itself, so that the types of an empty list and of `kind.into()` in a list of
    /// unions are clear. Texts, enums and any JSON take anything that converts into them.
    pub(super) fn is_exact(&self, element: &RustType) -> bool {
        match element {
            RustType::Named(name) => self.composed.contains(name),
            element => element.is_copied() || matches!(element, RustType::Bytes | RustType::Upload),
        }
    }

    /// The conversion of an argument to its type; `None` if it is passed unchanged.
    pub(super) fn converted(&self, value: &TokenStream, of: &RustType) -> Option<TokenStream> {
        Some(match of {
            _ if of.is_given_as_it_is() => return None,
            RustType::Vec(_) => quote! { runtime::list(#value) },
            RustType::Map(_) => quote! { runtime::map(#value) },
            _ => quote! { #value.into() },
        })
    }
}
