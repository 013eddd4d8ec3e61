//! What an operation answers: the good answer, and every refusal by its status.

use std::collections::BTreeMap;

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};
use shared::error::{self, Code};
use shared::lang::Lang;
use worker::Method;

use super::asks::variable_parts;
use crate::http::description::Gives;
use crate::http::replay::Keyed;
use crate::http::route::{Access, Route, Takes};

/// Responses by status.
pub fn responses(route: &Route, generator: &mut SchemaGenerator, problem: &Value) -> Map<String, Value> {
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in codes(route) {
        let group = by_status.entry(code.status()).or_default();
        if !group.contains(&code) {
            group.push(code);
        }
    }
    let refusals = by_status.into_iter().map(|(status, codes)| (status.to_string(), refusal(&codes, problem)));
    let unchanged = matches!(route.description.gives, Gives::File)
        .then(|| ("304".to_owned(), json!({ "description": "The file with this ETag is still the same." })));
    std::iter::once((route.status.to_string(), good(route, generator))).chain(unchanged).chain(refusals).collect()
}

fn good(route: &Route, generator: &mut SchemaGenerator) -> Value {
    match route.description.gives {
        Gives::Nothing => json!({ "description": "Done." }),
        Gives::Json(schema) => {
            let schema = schema.write(generator);
            json!({ "description": "The answer.", "content": { "application/json": { "schema": schema } } })
        }
        Gives::File => {
            let binary = json!({ "schema": { "type": "string", "format": "binary" } });
            json!({ "description": "The file, with its checked media type.", "content": { "*/*": binary } })
        }
    }
}

fn refusal(codes: &[Code], problem: &Value) -> Value {
    let lines: Vec<String> = codes.iter().map(|code| format!("- `{}`: {}", code.as_str(), error::text(*code, None, Lang::En))).collect();
    json!({
        "description": lines.join("\n"),
        "x-codes": codes,
        "content": { "application/problem+json": { "schema": problem } },
    })
}

/// Every refusal of a route: its own, and what access, body, key and path bring along.
fn codes(route: &Route) -> Vec<Code> {
    let mut codes = vec![Code::Fault];
    if route.method != Method::Get {
        codes.push(Code::OriginForeign);
    }
    if !matches!(route.access, Access::Anyone | Access::Visitor) {
        codes.push(Code::SignInRequired);
    }
    if matches!(route.access, Access::Member | Access::Agent | Access::Lead | Access::Admin) {
        codes.push(Code::NotAllowed);
    }
    if variable_parts(route.path).next().is_some() {
        codes.push(Code::NotFound);
    }
    if matches!(route.takes, Takes::Json) {
        codes.extend(OF_JSON);
    }
    if route.keyed != Keyed::Never {
        codes.extend([Code::IdempotencyKeyInvalid, Code::IdempotencyKeyReused]);
    }
    codes.extend(route.description.refuses);
    codes
}

const OF_JSON: &[Code] = &[
    Code::BodyInvalid,
    Code::BodyTooLarge,
    Code::ContentTypeUnsupported,
    Code::FieldRequired,
    Code::FieldInvalid,
    Code::FieldUnknown,
    Code::TextTooLong,
    Code::EmailInvalid,
    Code::SlugInvalid,
];
