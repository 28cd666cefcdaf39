//! The surface of a plan as a whole. What is not part of it is `_` here.

use super::client::{Choice, Client, HeaderAccessor, HeaderForm, Package, Server, Standing, Webhook};
use super::model::Surface;
use super::of_calls::calls;
use super::of_items::{About, item};
use super::parts::Docs;
use super::types::Type;
use crate::analysis::{Analysis, Direction};
use crate::api::{Api, ServerVariable, TokenEndpoint, TypeId};
use crate::config::Placement;
use crate::diff::Way;
use crate::names::Names;
use crate::plan::features::{ALL_GROUPS, DEFAULT_FEATURES, FEATURES};
use crate::plan::{self, CratePlan};
use std::collections::HashMap;

impl Surface {
    /// The surface of a crate, by its plan and what that was made from.
    pub(crate) fn of(api: &Api, names: &Names, analysis: &Analysis, plan: &CratePlan) -> Self {
        let CratePlan {
            has_servers_module,
            // How the crate is written.
            has_shared_security: _,
            recursion_limit: _,
            package,
            placement,
            docs,
            // They follow from the groups and their docs.
            group_docs: _,
            feature_docs: _,
            types,
            modules,
            features,
            client,
            groups,
            webhooks,
            webhooks_feature,
            unreached_feature,
            headers,
        } = plan;
        let features =
            Features { features, unreached: unreached_feature.as_ref(), webhooks: webhooks_feature.as_ref() };
        Self {
            title: api.title.clone(),
            package: Package { docs: Docs::of(docs), ..self::package(package, placement, &features) },
            client: self::client(client, *has_servers_module),
            operations: calls(groups, &api.operations),
            types: items(types, modules, api, names, analysis),
            headers: headers.iter().map(header).collect(),
            webhooks: webhooks.iter().map(webhook).collect(),
        }
    }
}

/// The features of a plan.
struct Features<'p> {
    features: &'p [String],
    unreached: Option<&'p String>,
    webhooks: Option<&'p String>,
}

fn package(of: &plan::Package, placement: &Placement, features: &Features<'_>) -> Package {
    let plan::Package {
        name,
        version,
        // What a registry shows.
        description: _,
        configured: _,
        // How the crate is built.
        runtime_path: _,
        runtime_features: _,
        dependencies,
    } = of;
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let mut default_features = Vec::new();
    let module = match placement {
        Placement::Crate => {
            let fixed = |name: &&str| (*name).to_owned();
            all.extend(FEATURES.iter().map(|of| (of.name.to_owned(), of.enables.iter().map(fixed).collect())));
            let groups = features.features.iter().filter(|feature| Some(*feature) != features.unreached);
            let groups: Vec<String> = groups.cloned().collect();
            default_features.extend(DEFAULT_FEATURES.iter().map(fixed));
            if !features.features.is_empty() {
                all.extend(groups.iter().map(|group| (group.clone(), Vec::new())));
                all.push((ALL_GROUPS.to_owned(), groups));
                default_features.push(ALL_GROUPS.to_owned());
            }
            all.extend(features.unreached.map(|feature| (feature.clone(), vec![ALL_GROUPS.to_owned()])));
            None
        }
        Placement::Module(path) => Some(path.clone()),
    };
    Package {
        name: name.clone(),
        version: version.clone(),
        module,
        features: all,
        default_features,
        unreached_feature: features.unreached.cloned(),
        webhooks_feature: features.webhooks.cloned(),
        dependencies: dependencies.clone(),
        interface: crate::emit::INTERFACE,
        docs: Docs::default(),
    }
}

fn client(of: &plan::Client, has_servers_module: bool) -> Client {
    let plan::Client {
        // The title is that of the API, and the security that of the operations.
        title: _,
        security: _,
        schemes: _,
        docs,
        // They follow from the arguments and the servers.
        builder_docs: _,
        servers,
        arguments,
        // It is the name and the version of the package.
        user_agent: _,
        token_endpoint,
        headers,
        telemetry,
    } = of;
    let (token_url, token_parameters) =
        token_endpoint.clone().map(|TokenEndpoint { url, parameters }| (url, parameters)).unzip();
    Client {
        arguments: arguments.clone(),
        servers: servers.iter().map(server).collect(),
        choice: if has_servers_module { Choice::Servers } else { Choice::None },
        headers: headers.clone(),
        telemetry: telemetry.clone().map(|(header, name, _)| (header, name)),
        token_url,
        token_parameters: token_parameters.unwrap_or_default(),
        docs: Docs::of(docs),
    }
}

fn server(plan::Server { ident, url, variables, docs }: &plan::Server) -> Server {
    let variable = |ServerVariable { name, default, values, description: _ }: &ServerVariable| {
        (name.clone(), default.clone(), values.clone())
    };
    Server {
        ident: ident.clone(),
        url: url.clone(),
        variables: variables.iter().map(variable).collect(),
        docs: Docs::of(docs),
    }
}

fn header(of: &plan::HeaderAccessor) -> HeaderAccessor {
    let plan::HeaderAccessor { ident, wire, of, is_json, deprecated, docs } = of;
    HeaderAccessor {
        ident: ident.clone(),
        wire: wire.clone(),
        of: Type::of(of),
        form: if *is_json { HeaderForm::Json } else { HeaderForm::Text },
        standing: Standing::of(*deprecated),
        docs: Docs::of(docs),
    }
}

fn webhook(plan::Webhook { ident, docs, of }: &plan::Webhook) -> Webhook {
    Webhook { ident: ident.clone(), of: Type::of(of), docs: Docs::of(docs) }
}

fn items(
    types: &[plan::Item],
    modules: &[plan::Module],
    api: &Api,
    names: &Names,
    analysis: &Analysis,
) -> Vec<super::Item> {
    let ids: HashMap<&str, TypeId> = names
        .types
        .iter()
        .enumerate()
        .flat_map(|(index, own)| {
            let former = own.former.iter().map(|former| former.name.as_str());
            former.chain([own.ident.as_str()]).map(move |ident| (ident, TypeId(index)))
        })
        .collect();
    // The names of modules are private.
    let enabled: HashMap<usize, &[String]> = modules
        .iter()
        .flat_map(|plan::Module { ident: _, features, types }| types.iter().map(|each| (*each, features.as_slice())))
        .collect();
    let about = |position: usize, name: &str| {
        let id = ids.get(name).copied();
        About {
            place: id.map(|id| api.definition(id).pointer.clone()).unwrap_or_default(),
            way: id.map(|id| way(analysis.direction(id))).unwrap_or_default(),
            features: enabled.get(&position).map(|features| features.to_vec()).unwrap_or_default(),
        }
    };
    types.iter().enumerate().map(|(position, of)| item(of, about(position, of.ident()))).collect()
}

fn way(Direction { request, response }: Direction) -> Way {
    match (request, response) {
        (true, true) => Way::Both,
        (true, false) => Way::Sent,
        (false, true) => Way::Received,
        (false, false) => Way::None,
    }
}
