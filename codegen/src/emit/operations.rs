//! The modules of groups of operations.

use super::format::{self, Texts};
use super::format::{RenderResult, Rendered};
use super::macro_call::spaced;
use super::path::Scope;
use super::{client, descriptor, docs, encodings, ident, paging, replies, root};
use crate::plan::{Body, CallForm, CratePlan, Encoding, ErrorBody, Group, Operation, Output, Parameter, RustType};
use crate::text::Line;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The file that lists the groups.
pub(super) fn modules(plan: &CratePlan) -> Vec<TokenStream> {
    let header = quote! {
        #![allow(
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::needless_update,
            clippy::new_ret_no_self,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            reason = "names and sizes are from the description"
        )]
    };
    let modules = plan.groups.iter().map(|group| {
        let gate = super::gate(group.feature.as_slice());
        let module = ident(&group.module);
        quote! { #gate pub mod #module; }
    });
    vec![header, quote! { #( #modules )* }]
}

/// The file of a group: its handle, then a descriptor and a call for each operation.
pub(super) fn group(plan: &CratePlan, group: &Group, made: Vec<RenderResult>) -> Texts {
    let root = root(plan);
    let mut texts = Vec::with_capacity(made.len() + 1);
    let mut uses = TokenStream::new();
    if !group.inner.is_empty() {
        uses.extend(quote! { use #root::operations; });
    }
    let pieces = made.into_iter().collect::<Result<Vec<Rendered>, _>>()?;
    if pieces.iter().any(|piece| !piece.written.is_empty()) {
        uses.extend(quote! { use #root::types; });
    }
    uses.extend(quote! { use bindery_runtime::__private as runtime; });
    texts.push(format::piece(uses)?);
    texts.extend(pieces.into_iter().map(|piece| piece.text));
    Ok(texts)
}

/// The handle of a group, with a method for each operation.
pub(super) fn handle(plan: &CratePlan, group: &Group, scope: &Scope) -> TokenStream {
    let name = ident(&group.ident);
    let docs = docs(&group.handle_docs);
    let path = quote! { operations };
    let inner = plan.groups.iter().filter(|each| each.parent.as_ref() == Some(&group.module));
    let accessors = inner.map(|each| client::accessor(&path, each));
    let calls = group.operations.iter().map(|operation| CallTokens(operation, scope));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            pub(crate) core: runtime::Core,
        }
        impl #name {
            #( #accessors )*
            #( #calls )*
        }
    }
}

/// The method that creates a call, and those that create it with a body of another type.
struct CallTokens<'a>(&'a Operation, &'a Scope);

impl ToTokens for CallTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(plan, scope) = self;
        let body = plan.body.as_ref().filter(|body| body.required);
        let deprecated = plan.deprecated.then(|| quote! { #[deprecated] });
        tokens.extend(call(plan, (&plan.method, &plan.docs), deprecated.as_ref(), body, scope));
        for former in &plan.former {
            let lines = [format!("Has another name now: [`{0}`](Self::{0}).", plan.method).into()];
            let deprecated = super::deprecated(&plan.method);
            tokens.extend(call(plan, (&former.method, &lines), Some(&deprecated), body, scope));
        }
        for other in plan.other_bodies.iter().filter(|other| other.body.required) {
            tokens.extend(call(plan, (&other.method, &other.docs), deprecated.as_ref(), Some(&other.body), scope));
        }
    }
}

fn call(
    plan: &Operation,
    (method, lines): (&str, &[Line]),
    deprecated: Option<&TokenStream>,
    body: Option<&Body>,
    scope: &Scope,
) -> TokenStream {
    let docs = docs(lines);
    let (method, name) = (ident(method), ident(&plan.ident));
    let required: Vec<(usize, &Parameter)> =
        plan.parameters.iter().enumerate().filter(|(_, parameter)| parameter.required).collect();
    let mut arguments: Vec<TokenStream> = required.iter().map(|(_, parameter)| argument(parameter, scope)).collect();
    arguments.extend(body.map(|body| body_argument(body, scope)));
    let mut conversions: Vec<TokenStream> =
        required.iter().filter_map(|(_, parameter)| parameter_conversion(parameter, &parameter.ident, scope)).collect();
    conversions.extend(
        body.and_then(|body| converted(&body.of, &body.ident, scope)).filter(|_| body.is_some_and(is_converted)),
    );
    let mut chain: Vec<TokenStream> = required.iter().map(|(index, parameter)| given(*index, parameter)).collect();
    chain.extend(body.map(sent));
    let (made, request) = match plan.form {
        CallForm::Simple => {
            let marker = ident(&plan.marker);
            (quote! { #name::new }, quote! { call::<#marker>() })
        }
        CallForm::Own | CallForm::Events => (quote! { #name }, quote! { call::<#name>() }),
    };
    quote! {
        #docs
        #deprecated
        pub fn #method(&self #(, #arguments )*) -> #name {
            #( #conversions )*
            #made(self.core.#request #( #chain )*)
        }
    }
}

fn argument(parameter: &Parameter, scope: &Scope) -> TokenStream {
    let name = ident(&parameter.ident);
    let of = if parameter.of == RustType::String {
        quote! { impl AsRef<str> }
    } else {
        scope.argument(&parameter.of)
    };
    quote! { #name: #of }
}

fn given(index: usize, parameter: &Parameter) -> TokenStream {
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    let name = ident(&parameter.ident);
    match &parameter.of {
        RustType::String => quote! { .text_argument(#index, #name.as_ref()) },
        _ => quote! { .argument(#index, &#name) },
    }
}

/// The line that converts an argument: the parameter of the receiver is generic, so the type is named here.
fn converted(of: &RustType, name: &str, scope: &Scope) -> Option<TokenStream> {
    let name = ident(name);
    let value = scope.converted(&quote! { #name }, of)?;
    let of = scope.of(of);
    Some(quote! { let #name: #of = #value; })
}

/// Strings are passed as they are.
fn parameter_conversion(parameter: &Parameter, name: &str, scope: &Scope) -> Option<TokenStream> {
    converted(&parameter.of, name, scope).filter(|_| parameter.of != RustType::String)
}

fn body_argument(body: &Body, scope: &Scope) -> TokenStream {
    let name = ident(&body.ident);
    let of = body_type(body, scope);
    quote! { #name: #of }
}

/// A body that is passed unchanged may also be a stream.
fn body_type(body: &Body, scope: &Scope) -> TokenStream {
    match body.encoding {
        Encoding::Bytes(_) => quote! { impl Into<runtime::Body> },
        _ => scope.argument(&body.of),
    }
}

/// A body of bytes is converted by its receiver.
fn is_converted(body: &Body) -> bool {
    !matches!(body.encoding, Encoding::Bytes(_))
}

fn sent(body: &Body) -> TokenStream {
    let name = ident(&body.ident);
    let properties: Vec<TokenStream> = body.properties.iter().map(encodings::tokens).collect();
    match &body.encoding {
        Encoding::Json => quote! { .json(&#name) },
        Encoding::JsonAs(media_type) => quote! { .json_as(#media_type, &#name) },
        Encoding::Form if properties.is_empty() => quote! { .form(&#name) },
        Encoding::Form => quote! { .form_with(&#name, &[#( #properties ),*]) },
        Encoding::Multipart if properties.is_empty() => quote! { .multipart(&#name) },
        Encoding::Multipart => quote! { .multipart_with(&#name, &[#( #properties ),*]) },
        Encoding::MultipartAs(media_type) => {
            quote! { .multipart_as(#media_type, &#name, &[#( #properties ),*]) }
        }
        Encoding::Text(media_type) if body.of == RustType::String => quote! { .body_as(#media_type, #name) },
        Encoding::Text(media_type) => quote! { .text_as(#media_type, &#name) },
        Encoding::Bytes(None) => quote! { .bytes(#name) },
        Encoding::Bytes(Some(media_type)) => quote! { .body_as(#media_type, #name) },
    }
}

/// An operation: its descriptor, its call, and the types of its responses.
pub(super) struct OperationTokens<'a>(pub(super) &'a Operation, pub(super) &'a Scope, pub(super) &'a CratePlan);

impl ToTokens for OperationTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(plan, scope, shared) = self;
        let name = ident(&plan.ident);
        let docs = docs(&plan.call_docs);
        let marker = ident(&plan.marker);
        tokens.extend(match plan.form {
            CallForm::Simple => quote! {
                #docs
                pub type #name = runtime::SimpleCall<#marker>;
            },
            CallForm::Own | CallForm::Events => quote! {
                #docs
                #[must_use = "a call does nothing until it is awaited or sent"]
                #[derive(Debug)]
                pub struct #name(runtime::Request);
            },
        });
        let output = match &plan.output {
            Output::Unit => "()".to_owned(),
            Output::Value(of) => spaced(&scope.of(of)),
            Output::Maybe(of) => format!("Option<{}>", spaced(&scope.of(of))),
            Output::PerStatus(name, variants) => {
                tokens.extend(replies::reply(plan, name, variants, scope));
                name.clone()
            }
        };
        let of = match plan.form {
            CallForm::Simple => format!("runtime::simple_call! {{ {} -> {output}", plan.marker),
            CallForm::Own => format!("runtime::operation! {{ {} -> {output}", plan.ident),
            CallForm::Events => format!("runtime::event_call! {{ {}", plan.ident),
        };
        tokens.extend(descriptor::descriptor(&of, plan, shared));
        tokens.extend(paging::streamed(plan, scope));
        tokens.extend(paging::paged(plan, scope));
        if let Some(error_body) = &plan.error_body {
            tokens.extend(replies::error_body(plan, error_body, scope));
        }
        let optional = plan.parameters.iter().enumerate().filter(|(_, parameter)| !parameter.required);
        let mut setters: Vec<TokenStream> =
            optional.map(|(index, parameter)| setter(index, parameter, scope)).collect();
        let optional = |body: &&Body| !body.required;
        setters.extend(plan.body.as_ref().filter(optional).map(|body| body_setter(body, &body.ident, scope)));
        let others = plan.other_bodies.iter().filter(|other| optional(&&other.body));
        setters.extend(others.map(|other| body_setter(&other.body, &other.method, scope)));
        if !setters.is_empty() {
            tokens.extend(quote! { impl #name { #( #setters )* } });
        }
        tokens.extend(former_types(plan));
    }
}

/// Aliases of the types that belong to a call, by the former names of the operation.
fn former_types(plan: &Operation) -> TokenStream {
    let mut tokens = TokenStream::new();
    for former in &plan.former {
        let reply = match &plan.output {
            Output::PerStatus(name, _) => Some(name),
            Output::Unit | Output::Value(_) | Output::Maybe(_) => None,
        };
        let error_body = match &plan.error_body {
            Some(ErrorBody::PerStatus(name, _) | ErrorBody::Same(name, _)) => Some(name),
            Some(ErrorBody::One(..)) | None => None,
        };
        let pairs = [(&former.ident, Some(&plan.ident)), (&former.reply, reply), (&former.error_body, error_body)];
        for (was, is) in pairs {
            if let (Some(was), Some(is)) = (was, is) {
                let docs = docs(&[format!("Has another name now: [`{is}`].").into()]);
                let (was, deprecated, is) = (ident(was), super::deprecated(is), ident(is));
                tokens.extend(quote! { #docs #deprecated pub type #was = #is; });
            }
        }
    }
    tokens
}

fn setter(index: usize, parameter: &Parameter, scope: &Scope) -> TokenStream {
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    let docs = docs(&parameter.docs);
    let name = ident(&parameter.ident);
    let conversion = parameter_conversion(parameter, "value", scope);
    let (of, call) = match &parameter.of {
        RustType::String => (quote! { impl AsRef<str> }, quote! { set_text_argument(#index, value.as_ref()) }),
        of => (scope.argument(of), quote! { set_argument(#index, &value) }),
    };
    quote! {
        #docs
        pub fn #name(mut self, value: #of) -> Self {
            #conversion
            self.0.#call;
            self
        }
    }
}

fn body_setter(body: &Body, method: &str, scope: &Scope) -> TokenStream {
    let docs = docs(&body.docs);
    let (method, name) = (ident(method), ident(&body.ident));
    let of = body_type(body, scope);
    let conversion = converted(&body.of, &body.ident, scope).filter(|_| is_converted(body));
    let sent = sent(body);
    quote! {
        #docs
        pub fn #method(self, #name: #of) -> Self {
            #conversion
            Self(self.0 #sent)
        }
    }
}
